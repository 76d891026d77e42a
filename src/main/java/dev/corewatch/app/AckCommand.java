package dev.corewatch.app;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.GroupHistory;
import dev.corewatch.kubernetes.shell.KnownCrash;
import dev.corewatch.kubernetes.shell.Word;
import dev.corewatch.publish.report.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corewatch ack ID --note}: a person says that a group is known. */
@Command(name = "ack", description = "Mark a group of crashes as known.", mixinStandardHelpOptions = true)
final class AckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SpoolOption spool = new SpoolOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Parameters(
            paramLabel = "ID",
            description = "A signature's or one of its occurrences' id, or how it begins; in a cluster also a"
                    + " HAProxyCrash's name.")
    private String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, or where it is followed up.")
    private @Nullable String note;

    @Option(
            names = "--fixed-in",
            paramLabel = "VERSION",
            description =
                    "In a cluster: HAProxy's first version without this bug; a crash in it or in a later one reopens it.")
    private @Nullable String fixedIn;

    @Option(names = "--undo", description = "In a cluster: it isn't known any more.")
    private boolean undo;

    @Override
    public Integer call() throws IOException {
        if (cluster.isChosen()) {
            cluster.refuse("--spool");
            inCluster();
        } else {
            cluster.refuse("--fixed-in", "--undo");
            inSpool();
        }
        return ExitCode.OK;
    }

    private void inCluster() {
        if (undo && (note != null || fixedIn != null)) {
            throw new CommandFailure(ExitCode.USAGE, "--undo takes the note and the version away: give it alone");
        }
        var word = undo ? Word.NONE : new Word(true, note, fixedIn);
        var said = cluster.ask(crashes -> {
            var named = crashes.find(id);
            named.forEach(crash -> crashes.say(crash, word));
            return named;
        });
        said.stream().map(KnownCrash::history).forEach(this::told);
    }

    private void told(GroupHistory history) {
        spec.commandLine()
                .getOut()
                .println("%s: %s %s"
                        .formatted(
                                undo ? "not known any more" : "known",
                                history.name(),
                                Printable.sentence(history.group().signature().title())));
    }

    private void inSpool() throws IOException {
        var groups = spool.catalog().groups();
        for (var group : matching(groups.all())) {
            groups.acknowledge(group, note, Instant.now());
            spec.commandLine()
                    .getOut()
                    .println("known: %s %s"
                            .formatted(group.signature().id(), group.signature().title()));
        }
    }

    /** The groups of one signature, on every workload that has it. */
    private List<Group> matching(List<Group> all) throws IOException {
        var signature = SpoolOption.signatureOf(id, all);
        var wanted = signature == null ? ofOccurrence() : signature;
        return all.stream()
                .filter(group -> group.signature().id().equals(wanted))
                .toList();
    }

    private String ofOccurrence() throws IOException {
        var occurrence = spool.find(id.toLowerCase(Locale.ROOT)).occurrence();
        var report = SpoolOption.reportOf(occurrence);
        if (report.signature() == null) {
            throw new CommandFailure(
                    ExitCode.NO_INPUT,
                    "occurrence %s has no stack, so it is in no group to acknowledge".formatted(occurrence.id()));
        }
        return report.signature().id();
    }
}
