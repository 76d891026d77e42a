package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one spool. */
final class SpoolLockIT {

    @TempDir
    Path temp;

    @Test
    void theSecondProcessIsRefusedAndToldWhoHasIt() throws Exception {
        try (var spool = open()) {
            var second = java("take");
            assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("held by process " + ProcessHandle.current().pid())
                    .contains("corewatch.spool.directory");
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(spool.states()).isEmpty();
        }
    }

    @Test
    void aKilledProcessLeavesNoLock() throws Exception {
        var holder = java("hold");
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        assertThatThrownBy(this::open).isInstanceOf(SpoolInUseException.class).hasMessageContaining("" + holder.pid());

        holder.destroyForcibly().waitFor();

        open().close();
    }

    @Test
    void theSameProcessIsRefusedToo() throws Exception {
        try (var spool = open()) {
            assertThatThrownBy(this::open).isInstanceOf(SpoolInUseException.class);
            assertThat(spool.states()).isEmpty();
        }
    }

    private Spool open() throws Exception {
        return open(temp.resolve("root"));
    }

    private static Spool open(Path root) throws Exception {
        var settings = new SpoolSettings(new SpoolLayout(root), SpoolLimits.DEFAULT, RetentionRules.DEFAULT, null);
        var clock = InstantSource.system();
        return Spool.open(settings, new OccurrenceIds(clock, new Random()), clock, gone -> {});
    }

    private Process java(String what) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = System.getProperty("java.class.path");
        return new ProcessBuilder(
                        java,
                        "-cp",
                        path,
                        Other.class.getName(),
                        what,
                        temp.resolve("root").toString())
                .redirectErrorStream(true)
                .start();
    }

    /** The other process. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws Exception {
            try (var spool = open(Path.of(arguments[1]))) {
                System.out.println(spool.states().isEmpty() ? "held" : "not empty");
                while (arguments[0].equals("hold")) {
                    Thread.sleep(Long.MAX_VALUE);
                }
            }
        }
    }
}
