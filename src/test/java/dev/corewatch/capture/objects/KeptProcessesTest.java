package dev.corewatch.capture.objects;

import static dev.corewatch.capture.objects.Elves.ONE;
import static dev.corewatch.capture.objects.Elves.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptProcessesTest {

    private static final String PATH = "/usr/sbin/haproxy";
    private static final Instant SEEN = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final int PID = 8;

    @TempDir
    Path objects;

    @Test
    void knowsAfterARestartWhatAProcessHad() throws IOException {
        at(SEEN).keep(PID, 100, List.of(kept(ONE, "401000-402000")));

        var found = at(SEEN.plusSeconds(60)).find(death(SEEN.plusSeconds(9), "boot"), core());

        assertThat(found.flatMap(process -> process.buildId(module(PATH)))).contains(ONE);
    }

    @Test
    void isSilentAboutAProcessThatWasSeenAfterTheDeath() throws IOException {
        at(SEEN).keep(PID, 100, List.of(kept(ONE, "401000-402000")));

        assertThat(at(SEEN).find(death(SEEN.minusMillis(1), "boot"), core())).isEmpty();
    }

    @Test
    void isSilentAboutAProcessOfThatPidThatHadItsFilesElsewhere() throws IOException {
        at(SEEN).keep(PID, 100, List.of(kept(ONE, "401000-402000"), kept(TWO, "900000-901000")));

        assertThat(at(SEEN).find(death(SEEN, "boot"), core())).isEmpty();
    }

    @Test
    void isSilentAboutAnotherBoot() throws IOException {
        at(SEEN).keep(PID, 100, List.of(kept(ONE, "401000-402000")));

        assertThat(at(SEEN).find(death(SEEN, "another"), core())).isEmpty();
        assertThat(at(SEEN).find(death(SEEN, null), core())).isEmpty();
    }

    @Test
    void ofTwoThatFitTheLaterOneIsIt() throws IOException {
        at(SEEN.plusSeconds(5)).keep(PID, 200, List.of(kept(TWO, "401000-402000")));
        at(SEEN).keep(PID, 100, List.of(kept(ONE, "401000-402000")));

        assertThat(at(SEEN).find(death(SEEN.plusSeconds(9), "boot"), core())
                        .flatMap(process -> process.buildId(module(PATH))))
                .contains(TWO);
    }

    @Test
    void forgetsTheOldestBeyondFiveHundred() throws IOException {
        var processes = at(SEEN);
        for (int start = 0; start < 501; start++) {
            Files.createFile(objects.resolve("processes/" + PID + "-" + start));
        }
        processes.keep(PID, 501, List.of(kept(ONE, "401000-402000")));
        try (var left = Files.list(objects.resolve("processes"))) {
            assertThat(left).hasSize(500).contains(objects.resolve("processes/8-501"));
        }
    }

    @Test
    void passesOverAFileThatIsNoList() throws IOException {
        var processes = at(SEEN);
        Files.writeString(objects.resolve("processes/8-1"), "boot yesterday\n" + ONE + " 1-2 /lib\n");

        assertThat(processes.find(death(SEEN, "boot"), core())).isEmpty();
    }

    private KeptProcesses at(Instant now) throws IOException {
        return new KeptProcesses(objects, "boot", Clock.fixed(now, ZoneOffset.UTC));
    }

    private static KeptFile kept(String buildId, String range) {
        return new KeptFile(buildId, range, PATH);
    }

    private static Identity death(Instant time, @Nullable String boot) {
        return new Identity(boot, null, PID, null, null, time);
    }

    private static Module module(String path) {
        return new Module(path, null, "0x400000", "0x500000", Module.Match.MISSING, null);
    }

    private static CoreImage core() {
        return new CoreImage(
                new CoreFacts(1, false, 1, false, "cut"),
                62,
                new CoreProcess(PID, 0, 0, "haproxy", null),
                null,
                List.of(),
                List.of(module(PATH)),
                null);
    }
}
