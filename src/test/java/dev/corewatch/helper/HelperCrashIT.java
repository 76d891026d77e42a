package dev.corewatch.helper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code crash-as}, where it must do nothing; what it does, DoctorIT sees. */
final class HelperCrashIT {

    private static final String OURS = String.valueOf(ProcessHandle.current().pid());

    @ParameterizedTest
    @ValueSource(strings = {"x 0 1", "1 2 1", "1 - -1", "1 - 268435457", "99999999999 0 1"})
    void refusesWordsThatCannotBeMeant(String words) throws Exception {
        var split = words.split(" ", -1);

        var run = Run.of(Helper.PROGRAM.toString(), "crash-as", split[0], split[1], split[2]);

        assertThat(run.exitCode()).as(run.output()).isEqualTo(64);
        assertThat(run.output()).contains("usage: crash-as");
    }

    @Test
    void saysThatTheProcessIsGone() throws Exception {
        var run = Run.of(Helper.PROGRAM.toString(), "crash-as", "0", "-", "0");

        assertThat(run.exitCode()).isEqualTo(66);
        assertThat(run.output()).contains("no process 0");
    }

    @Test
    void saysWhichRightsAreMissing() throws Exception {
        var run = Run.of(
                "setpriv",
                "--reuid=99",
                "--regid=99",
                "--clear-groups",
                "--inh-caps=-all",
                Helper.PROGRAM.toString(),
                "crash-as",
                OURS,
                "-",
                "0");

        assertThat(run.exitCode()).as(run.output()).isEqualTo(77);
        assertThat(run.output()).contains("CAP_SYS_PTRACE").doesNotContain("signal=");
    }
}
