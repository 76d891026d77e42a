package dev.corewatch.helper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door to the host, from mount namespaces of the test's own. Settings are the lab's, under its lock, which puts them back. */
final class HelperHostIT {

    private static final String HELPER = Helper.PROGRAM.toString();
    private static final int USAGE = 64;
    private static final int REFUSED = 65;
    private static final int UNAVAILABLE = 69;
    private static final int NO_RIGHT = 77;

    @ParameterizedTest
    @ValueSource(strings = {"core.%p", "|/usr/lib/x %P %h", "|/usr/share/apport/apport -p%p -s%s -- %E"})
    void setsThePatternThroughTheHostsMountsWhereItsOwnForbidIt(String pattern) throws Exception {
        var run = settled("mount -o bind,ro /proc/sys /proc/sys && ! echo x >/proc/sys/kernel/core_pattern; " + HELPER
                + " set-pattern '" + pattern + "' && cat /proc/sys/kernel/core_pattern");

        assertThat(run.output()).endsWith(pattern + "\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysSoWhenTheKernelRefusesThePattern() throws Exception {
        var run = settled("cat /proc/sys/kernel/core_pattern; " + HELPER
                + " set-pattern '@@no/absolute/path'; code=$?; cat /proc/sys/kernel/core_pattern; exit $code");

        assertThat(run.exitCode()).isEqualTo(REFUSED);
        assertThat(run.output())
                .contains("can't write /proc/sys/kernel/core_pattern: Invalid argument", "absolute path");
    }

    @ParameterizedTest
    @CsvSource({"''", "'core\n|/x'", "'core\u001b[2J'", "'kärn'"})
    void takesNoPatternThatIsNotOnePrintableLine(String pattern) throws Exception {
        var run = Run.of(HELPER, "set-pattern", pattern);

        assertThat(run.exitCode()).isEqualTo(USAGE);
        assertThat(run.output()).contains("one line of 1 to 127 printable characters");
    }

    @Test
    void takesNoPatternThatTheKernelWouldCut() throws Exception {
        assertThat(Run.of(HELPER, "set-pattern", "x".repeat(128)).exitCode()).isEqualTo(USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set-pattern core", "exec-host /bin/true"})
    void saysWhatRightsItLacks(String words) throws Exception {
        var run = Run.of("setpriv", "--reuid", "65534", "--clear-groups", "sh", "-c", HELPER + " " + words);

        assertThat(run.exitCode()).isEqualTo(NO_RIGHT);
        assertThat(run.output()).contains("hostPID", "CAP_SYS_ADMIN");
    }

    /** CVE-2015-1318 and the like: what a container prepared (mounts, environment, descriptors, signals) isn't there for the host's program. */
    @Test
    void runsAProgramAsTheHostWould() throws Exception {
        var seen = "env | grep -v ^PWD=; pwd; ls /mnt/evil 2>&1; ls /proc/self/fd | wc -l; readlink /proc/self/ns/mnt; "
                + "readlink /proc/1/ns/mnt || readlink /proc/2/ns/mnt; grep SigIgn: /proc/self/status | cut -f 2";
        var run = apart("mount -t tmpfs none /mnt && touch /mnt/evil && cd /mnt && exec 7</mnt/evil && trap '' PIPE && "
                + "LD_PRELOAD=/mnt/evil EVIL=1 " + HELPER + " exec-host /bin/sh -c '" + seen + "' 2>/dev/null");

        var lines = run.output().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.subList(0, 2))
                .containsExactly("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "/");
        assertThat(lines.get(2)).contains("cannot access '/mnt/evil'");
        assertThat(lines.get(3)).as("0 to 2, and ls's own").isEqualTo("4");
        assertThat(lines.get(4)).isEqualTo(lines.get(5));
        assertThat(Long.parseLong(lines.get(6), 16) & Integer.MAX_VALUE)
                .as("ignored of 1 to 31")
                .isZero();
    }

    @Test
    void passesWordsAndStandardInputOnAsTheyAre() throws Exception {
        var run = apart("printf 'bytes' | " + HELPER
                + " exec-host /bin/sh -c 'printf \"<%s>\" \"$@\"; cat' x 'a b' '' '$HOME'");

        assertThat(run).isEqualTo(new Run(0, "<a b><><$HOME>bytes"));
    }

    @Test
    void runsNothingThatIsNotNamedByAnAbsolutePath() throws Exception {
        assertThat(Run.of(HELPER, "exec-host", "true").exitCode()).isEqualTo(USAGE);
        assertThat(Run.of(HELPER, "exec-host", "/no/such/program").exitCode()).isEqualTo(UNAVAILABLE);
    }

    private static Run apart(String script) throws Exception {
        return Run.of("unshare", "--mount", "sh", "-c", script);
    }

    private static Run settled(String script) throws Exception {
        return Run.of("src/test/lab/lab", "kernel", "run", "--", "unshare", "--mount", "sh", "-c", script);
    }
}
