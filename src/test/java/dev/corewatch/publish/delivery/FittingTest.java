package dev.corewatch.publish.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.crash.Workload;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FittingTest {

    private static final Identity IDENTITY = new Identity(null, null, 7, null, null, Instant.EPOCH);

    @Test
    void leavesASmallOneAsItIs() throws IOException {
        var occurrence = occurrence(3, 4, "note");

        assertThat(read(Fitting.of(occurrence))).isEqualTo(occurrence);
    }

    @Test
    void leavesOutThreadsThatDidNotCrashFirstAndSaysSo() throws IOException {
        var fitted = report(Fitting.of(occurrence(400, 4, "note"), 60_000));

        assertThat(fitted.threads()).singleElement().matches(ThreadStack::crashed);
        assertThat(fitted.modules()).hasSize(4);
        assertThat(fitted.notes())
                .containsExactly("note", "left out of what the controller was told: 399 threads that did not crash");
    }

    @Test
    void thenModulesThatTheStackDoesNotTouch() throws IOException {
        var fitted = report(Fitting.of(occurrence(1, 900, "note"), 60_000));

        assertThat(fitted.modules()).extracting(Module::path).containsExactly("/lib/0.so");
        assertThat(fitted.notes()).last().asString().contains("899 modules that are not on the crashed stack");
    }

    @Test
    void cutsWhatIsAbsurdInAnyCase() throws IOException {
        var fitted = report(Fitting.of(occurrence(1, 1, "x".repeat(1 << 20))));

        assertThat(fitted.notes()).singleElement().asString().hasSize(Fitting.BOUNDS.characters());
    }

    @Test
    void fitsWhateverThereIs() {
        var notes = IntStream.range(0, 2000).mapToObj(i -> "n".repeat(10_000)).toList();

        assertThat(Fitting.of(occurrence(2000, 2000, notes.toArray(String[]::new))))
                .hasSizeLessThan(Fitting.LARGEST);
    }

    private static Report report(byte[] document) throws IOException {
        var report = read(document).report();
        assertThat(report).isNotNull();
        return report;
    }

    private static Occurrence read(byte[] document) throws IOException {
        return Json.mapper().readValue(document, Occurrence.class);
    }

    private static Occurrence occurrence(int threads, int modules, String... notes) {
        var frames = IntStream.range(0, 5)
                .mapToObj(i -> Frame.of(i, "function_" + i, "/lib/0.so"))
                .toList();
        var report = new Report(
                Report.SCHEMA,
                CrashKind.MEMORY,
                false,
                null,
                null,
                new Stack(Stack.Trust.VERIFIED, List.of(), 1, frames),
                null,
                null,
                null,
                List.of(),
                List.of(),
                "gdb",
                List.of(notes),
                IntStream.range(0, threads)
                        .mapToObj(i -> new ThreadStack(i, i == 0, ThreadStack.Ended.OUTERMOST, null, frames))
                        .toList(),
                IntStream.range(0, modules)
                        .mapToObj(i -> new Module(
                                "/lib/" + i + ".so", "b".repeat(40), "0x1000", "0x2000", Module.Match.VERIFIED, true))
                        .toList());
        var workload = new Workload("ns", "web", "haproxy", "web-1", null, null);
        return new Occurrence(Occurrence.SCHEMA, "id", 2, Instant.EPOCH, IDENTITY, workload, List.of(), null, report);
    }
}
