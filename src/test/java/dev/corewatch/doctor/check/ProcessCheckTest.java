package dev.corewatch.doctor.check;

import static dev.corewatch.doctor.check.Cases.GOOD;
import static dev.corewatch.doctor.check.Cases.at;
import static dev.corewatch.doctor.check.Cases.disk;
import static dev.corewatch.doctor.check.Cases.dump;
import static dev.corewatch.doctor.check.Cases.fileLimited;
import static dev.corewatch.doctor.check.Cases.filtered;
import static dev.corewatch.doctor.check.Cases.handler;
import static dev.corewatch.doctor.check.Cases.healthy;
import static dev.corewatch.doctor.check.Cases.large;
import static dev.corewatch.doctor.check.Cases.limited;
import static dev.corewatch.doctor.check.Cases.named;
import static dev.corewatch.doctor.check.Cases.node;
import static dev.corewatch.doctor.check.Cases.on;
import static dev.corewatch.doctor.check.Cases.place;
import static dev.corewatch.doctor.check.Cases.tmpfs;
import static dev.corewatch.doctor.check.Cases.who;
import static dev.corewatch.doctor.check.Cases.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.Verdict;
import dev.corewatch.doctor.facts.Dump;
import dev.corewatch.doctor.facts.Dump.Dumpable;
import dev.corewatch.doctor.facts.Handler.State;
import dev.corewatch.doctor.facts.Place.Condition;
import dev.corewatch.doctor.facts.Place.SameName;
import dev.corewatch.doctor.facts.Program;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessCheckTest {

    private static final String PIPE = "|/opt/handler %P";
    private static final String SOCKET = "@@/run/corewatch/core.sock";

    @Test
    void passesAHealthyHaproxyInEveryCheck() {
        for (var check : all()) {
            var result = check.of(healthy());
            assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASS);
            assertThat(result.fate()).isEqualTo(Fate.KEPT);
        }
    }

    @Test
    void losesTheCoreOfWhoChangedItsUserInEveryMode() {
        for (var pattern : List.of(GOOD, PIPE, SOCKET)) {
            var result = new DumpableAfterUserChange().of(with(node(pattern), dump(Dumpable.NO)));
            assertLost(result, "set-dumpable");
        }
    }

    @Test
    void warnsOfRootsCoreUnderSuidDumpable() {
        var result = new DumpableAfterUserChange().of(with(node(GOOD, 2, null), dump(Dumpable.NO)));

        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(result.outcome()).contains("root's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file capabilities", "setuid or setgid", "unreadable"})
    void namesTheProgramThatMakesItNotDumpable(String privilege) {
        var program = new Program("/usr/sbin/haproxy", privilege);

        assertLost(new PrivilegedExecutable().of(with(program, Dumpable.NO)), "/usr/sbin/haproxy");
        assertPass(new DumpableAfterUserChange().of(with(program, Dumpable.NO)));
        assertPass(new PrivilegedExecutable().of(with(program, Dumpable.YES)));
    }

    @Test
    void obeysTheCoreLimitAsTheModeDoes() {
        var check = new CoreLimit();

        assertLost(check.of(with(limited(0, Dump.UNLIMITED))), "set-dumpable");
        assertLost(check.of(with(limited(4095, 4095))), "LimitCORE=infinity");
        assertFate(check.of(with(limited(1 << 20, 1 << 20))), Fate.CUT);
        assertPass(check.of(with(limited(32 << 20, 32 << 20))));
        assertPass(check.of(with(node(PIPE), limited(0, 0))));
        assertLost(check.of(with(node(PIPE), limited(1, 1))), "prlimit");
        assertPass(check.of(with(node(SOCKET), limited(1, 1))));
    }

    @Test
    void cutsAtTheFileSizeLimit() {
        assertFate(new FileSizeLimit().of(with(fileLimited(1 << 20))), Fate.CUT);
        assertPass(new FileSizeLimit().of(with(node(PIPE), fileLimited(0))));
    }

    @Test
    void looksARelativePatternUpInTheWorkingDirectory() {
        var check = new RelativePattern();

        assertLost(check.of(at(node("core"), place(Condition.UNWRITABLE))), "/cores/core.%e");
        assertThat(check.of(at(node("core"), place(Condition.USABLE))).verdict())
                .isEqualTo(Verdict.WARN);
        assertPass(check.of(at(node(GOOD), place(Condition.ABSENT))));
        assertPass(new CoreDirectory().of(at(node("core"), place(Condition.ABSENT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", GOOD})
    void looksEveryPathUpInTheJail(String pattern) {
        var jailed = with(node(pattern), who(false, "/var/lib/haproxy", false), place(Condition.ABSENT));

        assertLost(new Chroot().of(jailed), "install -d -o 99 /var/lib/haproxy/");
        assertPass(new CoreDirectory().of(jailed));
        assertPass(new RelativePattern().of(jailed));
        assertPass(new Chroot().of(with(node(pattern), who(false, "/jail", false), place(Condition.USABLE))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Condition.class,
            names = {"ABSENT", "NOT_A_DIRECTORY", "CLOSED", "UNWRITABLE"})
    void losesTheCoreWhereTheDirectoryIsNotToBeUsed(Condition condition) {
        assertLost(new CoreDirectory().of(at(node(GOOD), place(condition))), "fsGroup");
    }

    @Test
    void saysWhatItCannotSee() {
        var result = new CoreDirectory().of(at(node(GOOD), place(Condition.UNSEEN)));

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_POSSIBLE);
        assertThat(result.fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(result.mend()).contains("as root");
    }

    @Test
    void looksAtTheFileSystem() {
        assertLost(new ReadOnlyMount().of(at(node(GOOD), on(disk(true, 1L << 40, 10)))), "writable volume");
        assertFate(new DiskSpace().of(at(node(GOOD), on(disk(false, 1 << 20, 10)))), Fate.CUT);
        assertLost(new DiskSpace().of(at(node(GOOD), on(disk(false, 1L << 40, 0)))), "free space");
    }

    @Test
    void countsATmpfsAsMemory() {
        assertFate(new TmpfsMemory().of(at(node(GOOD), tmpfs(1L << 20))), Fate.CUT);
        assertThat(new TmpfsMemory().of(at(node(GOOD), tmpfs(1L << 30))).verdict())
                .isEqualTo(Verdict.WARN);
        assertPass(new TmpfsMemory().of(at(node(GOOD), tmpfs(null))));
    }

    @Test
    void wantsNamesThatDoNotComeAgain() {
        assertThat(new UniqueNames()
                        .of(at(node("/cores/core.%e.%p"), named(SameName.REPLACED)))
                        .verdict())
                .isEqualTo(Verdict.WARN);
        assertLost(new UniqueNames().of(at(node("/cores/core.%e.%p"), named(SameName.STAYS))), "%P");
    }

    @Test
    void refusesRootsCoreInARelativePlace() {
        assertLost(new SuidDumpableRelative().of(with(node("core", 2, null), dump(Dumpable.NO))), "set-dumpable");
        assertPass(new SuidDumpableRelative().of(with(node("core", 2, null), dump(Dumpable.YES))));
        assertPass(new SuidDumpableRelative().of(with(node(GOOD, 2, null), dump(Dumpable.NO))));
    }

    @Test
    void missesTheStacksThatTheFilterLeavesOut() {
        assertFate(new CoredumpFilter().of(with(filtered(0x10))), Fate.CUT);
        assertThat(new CoredumpFilter().of(with(filtered(0x21))).verdict()).isEqualTo(Verdict.WARN);
        assertThat(new CoredumpFilter().of(with(filtered(-1))).verdict()).isEqualTo(Verdict.NOT_POSSIBLE);
    }

    @Test
    void warnsOfADumpThatTakesLong() {
        assertThat(new KilledWhileDumping().of(with(large(20L << 30))).outcome())
                .contains("a stop within it");
        assertPass(new KilledWhileDumping().of(with(node(SOCKET), large(20L << 30))));
    }

    @Test
    void knowsWhatApportDoesToContainers() {
        var apport = node("|/usr/share/apport/apport %p", 0, handler(State.READY, "/usr/share/apport/apport"));

        assertLost(new ApportInContainer().of(with(apport, who(true, "/", false), null)), "corewatch agent");
        assertPass(new ApportInContainer().of(with(apport, who(true, "/", true), null)));
        assertThat(new ApportInContainer()
                        .of(with(apport, who(false, "/", false), null))
                        .verdict())
                .isEqualTo(Verdict.WARN);
    }

    static List<ProcessCheck> all() {
        return List.of(
                new DumpableAfterUserChange(),
                new PrivilegedExecutable(),
                new ApportInContainer(),
                new CoreLimit(),
                new FileSizeLimit(),
                new SuidDumpableRelative(),
                new RelativePattern(),
                new Chroot(),
                new CoreDirectory(),
                new ReadOnlyMount(),
                new DiskSpace(),
                new TmpfsMemory(),
                new UniqueNames(),
                new CoredumpFilter(),
                new KilledWhileDumping());
    }

    private static void assertPass(CheckResult result) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASS);
    }

    private static void assertFate(CheckResult result, Fate fate) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.FAIL);
        assertThat(result.fate()).as(result.toString()).isEqualTo(fate);
        assertThat(result.outcome()).isNotBlank();
        assertThat(result.mend()).isNotBlank();
    }

    private static void assertLost(CheckResult result, String mend) {
        assertFate(result, Fate.LOST);
        assertThat(result.mend()).contains(mend);
    }
}
