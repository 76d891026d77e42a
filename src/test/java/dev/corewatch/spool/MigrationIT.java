package dev.corewatch.spool;

import static dev.corewatch.spool.KillableMigration.SECOND_RULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Workload;
import dev.corewatch.lab.Kills;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of a first rule become those of a second one, which joins what the first one split and splits what it joined. */
final class MigrationIT {

    private static final Workload OTHER = new Workload("default", "other", "haproxy", null, null, null);

    @TempDir
    Path temp;

    @SuppressWarnings("NullAway.Init")
    private Spool spool;

    private int cores;

    @BeforeEach
    void open() throws IOException {
        spool = KillableMigration.open(root());
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    private Path root() {
        return temp.resolve("root");
    }

    private SpoolLayout layout() {
        return new SpoolLayout(root());
    }

    /** A crash that the first rule gives this signature, up to where everybody was told. */
    private String crash(String signature, String title) throws IOException {
        return crash(signature, title, Cores.WORKLOAD);
    }

    private String crash(String signature, String title, Workload workload) throws IOException {
        var id = analyzed(signature, title, workload);
        spool.group(spool.occurrence(id));
        spool.write(id, "txt", "signed " + signature + "\n");
        spool.published(id);
        return id;
    }

    private String analyzed(String signature, String title, Workload workload) throws IOException {
        var core = Cores.write(temp.resolve("core." + ++cores), 4096, 4096L + cores);
        var occurrence = spool.keep(Cores.open(core, workload)).occurrence();
        var signed = occurrence.signed(Cores.report("1"), new Signature(1, signature, title, List.of()));
        spool.analyzed(spool.known(occurrence.id()), signed);
        return occurrence.id();
    }

    @Test
    void joinsAndSplitsGroupsAndLosesNothing() throws Exception {
        crash("11", "alpha");
        var split = crash("12", "another");
        crash("12", "Beta");
        var newest = crash("12", "Beta");
        crash("12", "beta", OTHER);
        var tallies = spool.groups().tallies();

        spool.migrate(SECOND_RULE);

        assertThat(spool.groups().all())
                .extracting("workload.name", "signature.id", "signature.version", "count")
                .containsExactlyInAnyOrder(
                        tuple("thing-proxy", "2a", 2, 2L),
                        tuple("thing-proxy", "2b", 2, 2L),
                        tuple("other", "2b", 2, 1L));
        assertThat(spool.groups().tallies()).isEqualTo(tallies);
        assertThat(spool.occurrence(split).revision()).isEqualTo(3);
        assertThat(spool.occurrence(split).report()).extracting("signature.id").isEqualTo("2a");
        assertThat(spool.state(split).group()).isEqualTo("2a");
        assertThat(layout().report(newest, "txt")).hasContent("signed 2b");
        assertThat(layout().migration()).doesNotExist();
    }

    @Test
    void theNewestCrashsGroupTakesWhatNobodyRemembers() throws Exception {
        for (int i = 0; i < 3; i++) {
            spool.states().forEach(this::forget);
            crash("12", "alpha");
        }
        var other = crash("12", "beta");
        crash("12", "alpha");

        spool.migrate(SECOND_RULE);

        assertThat(group("2a")).extracting("count").isEqualTo(4L);
        assertThat(group("2b")).extracting("count", "last").containsExactly(1L, List.of(other));
        assertThat(group("2a").last()).hasSize(4).doesNotContain(other);
    }

    @Test
    void whatAPersonSaidHoldsForEverySuccessorEvenWhenItIsSaidBesideTheMove() throws Exception {
        crash("11", "alpha");
        crash("12", "another");
        crash("12", "beta");
        var groups = new Groups(layout()); // as `ack` has it
        var old = groups.find(Cores.WORKLOAD, "12");
        assertThat(old).isNotNull();
        groups.acknowledge(old, "known", Instant.EPOCH);

        spool.migrate(SECOND_RULE);

        assertThat(groups.all()).extracting("note").containsExactly("known", "known");
        groups.acknowledge(old, "known since May", Instant.EPOCH.plusSeconds(1));
        assertThat(groups.all()).extracting("note").containsExactly("known since May", "known since May");
        groups.acknowledge(group("2b"), "fixed", Instant.EPOCH.plusSeconds(2));
        assertThat(group("2a").note()).isEqualTo("known since May");
        assertThat(group("2b").note()).isEqualTo("fixed");
        assertThat(groups.acknowledged()).contains(Cores.WORKLOAD.key() + "/2a", Cores.WORKLOAD.key() + "/2b");
    }

    @Test
    void aGroupOfWhichNothingIsLeftOrNothingCanBeSaidStaysAsItIs() throws Exception {
        crash("11", "alpha");
        spool.states().forEach(this::forget);
        crash("12", "?");

        spool.migrate(SECOND_RULE);

        assertThat(spool.groups().all())
                .extracting("signature.id", "signature.version", "count")
                .containsExactly(tuple("11", 1, 1L), tuple("12", 1, 1L));
    }

    @Test
    void aCrashThatTheSecondRuleCantTellGoesWithTheNewest() throws Exception {
        var silent = crash("12", "?");
        crash("12", "beta");

        spool.migrate(SECOND_RULE);

        assertThat(group("2b")).extracting("count").isEqualTo(2L);
        assertThat(spool.occurrence(silent).report()).extracting("signature.id").isEqualTo("2b");
    }

    @Test
    void aCrashUnderWayIsCountedOnceIntoItsNewGroup() throws Exception {
        var uncounted = analyzed("12", "alpha", Cores.WORKLOAD);
        var unrecorded = analyzed("12", "alpha", Cores.WORKLOAD);
        var before = spool.state(unrecorded);
        spool.group(spool.occurrence(unrecorded));
        spool.close();
        Documents.write(layout().state(unrecorded), before); // killed between the count and its record
        open();

        spool.migrate(SECOND_RULE);
        spool.group(spool.occurrence(uncounted));
        spool.group(spool.occurrence(unrecorded));

        assertThat(spool.groups().all()).extracting("signature.id", "count").containsExactly(tuple("2a", 2L));
        assertThat(spool.groups().tallies()).extracting("bySignal").asString().isEqualTo("[{unknown=2}]");
    }

    @Test
    void joinsWhatTheSecondRuleHasCountedAlreadyAndDoesNothingTheSecondTime() throws Exception {
        crash("11", "alpha");
        spool.migrate(SECOND_RULE);
        crash("11", "alpha"); // by an older corewatch, in between
        spool.migrate(SECOND_RULE);
        var tree = tree(root());

        spool.migrate(SECOND_RULE);

        assertThat(group("2a")).extracting("count").isEqualTo(2L);
        assertThat(tree(root())).isEqualTo(tree);
    }

    /** As KillIT does: SIGKILL as the process enters its N-th fsync; every second one lies before a change and after the one before. */
    @Test
    void killedAnywhereItLosesAndDoublesNothing() throws Exception {
        crash("11", "alpha");
        crash("12", "another");
        crash("12", "beta");
        spool.close();
        var expected = migrated(copy("expected"));
        int kills = Kills.everywhere(2, n -> {
            var place = copy("killed-" + n);
            boolean killed = Kills.isKilled(Kills.at("fsync", n), KillableMigration.class, place);
            assertThat(killed ? migrated(place) : tree(place)).as("fsync " + n).isEqualTo(expected);
            return killed;
        });
        assertThat(kills).isGreaterThan(12);
        open();
    }

    private static Map<String, String> migrated(Path root) throws IOException {
        try (var spool = KillableMigration.open(root)) {
            spool.migrate(SECOND_RULE);
        }
        return tree(root);
    }

    private Path copy(String name) throws Exception {
        var to = temp.resolve(name);
        assertThat(new ProcessBuilder("cp", "-a", root().toString(), to.toString())
                        .start()
                        .waitFor())
                .isZero();
        return to;
    }

    /** All but the lock and what a kill leaves half-written beside a file. */
    private static Map<String, String> tree(Path root) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = root.relativize(file).toString();
                if (!name.equals("lock") && !name.endsWith(".tmp")) {
                    tree.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return tree;
    }

    private void forget(State state) {
        try {
            spool.close();
            Trees.delete(layout().occurrence(state.id()));
            open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Group group(String signature) throws IOException {
        var group = spool.groups().find(Cores.WORKLOAD, signature);
        assertThat(group).isNotNull();
        return group;
    }
}
