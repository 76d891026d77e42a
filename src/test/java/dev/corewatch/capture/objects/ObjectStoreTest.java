package dev.corewatch.capture.objects;

import static dev.corewatch.capture.objects.Elves.ONE;
import static dev.corewatch.capture.objects.Elves.SIZE;
import static dev.corewatch.capture.objects.Elves.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectStoreTest {

    private static final String THREE = "33".repeat(20);

    @TempDir
    Path directory;

    @Test
    void keepsAFileOnceUnderDebuginfodsNames() throws IOException {
        var objects = store(1 << 20, 0);
        assertThat(keep(objects, ONE)).isTrue();
        assertThat(keep(objects, ONE)).isFalse();
        var place = directory.resolve("objects/build-id/11/" + ONE.substring(2) + "/executable");
        assertThat(objects.find(ONE, ObjectKind.EXECUTABLE)).contains(place);
        assertThat(objects.find(ONE, ObjectKind.DEBUGINFO)).isEmpty();
        assertThat(place).hasSameBinaryContentAs(directory.resolve(ONE));
    }

    @Test
    void refusesAFileOfAnotherBuildId() throws IOException {
        var objects = store(1 << 20, 0);
        try (var file = SafeOpen.regularFile(Elves.write(directory.resolve("file"), TWO))) {
            assertThatThrownBy(() -> objects.keep(ONE, ObjectKind.EXECUTABLE, file))
                    .hasMessageContaining(TWO)
                    .hasMessageContaining(ONE);
        }
        assertThat(objects.find(ONE, ObjectKind.EXECUTABLE)).isEmpty();
        assertThat(directory.resolve("objects/incoming")).isEmptyDirectory();
    }

    @Test
    void removesTheLeastRecentlyUsedBeyondItsLimit() throws IOException {
        keep(store(2 * SIZE, 10), ONE);
        keep(store(2 * SIZE, 20), TWO);
        assertThat(store(2 * SIZE, 30).find(ONE, ObjectKind.EXECUTABLE)).isPresent();
        var objects = store(2 * SIZE, 40);
        keep(objects, THREE);
        assertThat(objects.find(TWO, ObjectKind.EXECUTABLE)).isEmpty();
        assertThat(objects.find(ONE, ObjectKind.EXECUTABLE)).isPresent();
        assertThat(objects.find(THREE, ObjectKind.EXECUTABLE)).isPresent();
    }

    @Test
    void refusesAFileThatIsLargerThanAllMayBe() throws IOException {
        var objects = store(SIZE - 1, 0);
        assertThatThrownBy(() -> keep(objects, ONE)).hasMessageContaining("raise the limit");
    }

    @Test
    void findsNothingUnderWhatIsNoBuildId() throws IOException {
        for (var name : new String[] {"", "..", "../../etc", "11/../..", "ZZZZZZZZ"}) {
            assertThat(store(SIZE, 0).find(name, ObjectKind.EXECUTABLE)).isEmpty();
        }
    }

    @Test
    void removesWhatAKilledProcessLeftHalfWritten() throws IOException {
        store(SIZE, 0);
        Files.writeString(directory.resolve("objects/incoming/half"), "x");
        store(SIZE, 0).recover();
        assertThat(directory.resolve("objects/incoming")).isEmptyDirectory();
    }

    @Test
    void letsADebuggerOfAnotherUserReadThem() throws IOException {
        var objects = store(SIZE * 10, 0);
        assertThat(keep(objects, "aabbcc")).isTrue();
        var file = objects.find("aabbcc", ObjectKind.EXECUTABLE).orElseThrow();
        assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);
    }

    private boolean keep(ObjectStore objects, String buildId) throws IOException {
        try (var file = SafeOpen.regularFile(Elves.write(directory.resolve(buildId), buildId))) {
            return objects.keep(buildId, ObjectKind.EXECUTABLE, file);
        }
    }

    private ObjectStore store(long mostBytes, long second) throws IOException {
        var clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
        return new ObjectStore(directory.resolve("objects"), mostBytes, clock);
    }
}
