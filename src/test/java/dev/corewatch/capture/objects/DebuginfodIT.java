package dev.corewatch.capture.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.capture.elf.ElfFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that have what they are asked for, and servers that are slow, broken or lie. */
@Timeout(60)
final class DebuginfodIT {

    private static final Duration BRIEF = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long MIB = 1 << 20;

    @TempDir
    static Path programs;

    private static Path program = Path.of("");
    private static Path debug = Path.of("");
    private static String buildId = "";

    @TempDir
    Path dir;

    private Instant now = Instant.parse("2026-11-25T12:00:00Z");
    private ObjectStore objects = store();
    private FakeServer server = server();

    @BeforeAll
    static void buildAProgram() throws Exception {
        program = programs.resolve("x");
        debug = programs.resolve("x.debug");
        var source = Files.writeString(programs.resolve("x.c"), "int main(void) { return 0; }\n");
        run("gcc", "-g", "-Wl,--build-id", "-o", program.toString(), source.toString());
        run("objcopy", "--only-keep-debug", program.toString(), debug.toString());
        run("strip", program.toString());
        try (var channel = FileChannel.open(program)) {
            buildId = String.valueOf(ElfFile.read(channel).buildId());
        }
    }

    @BeforeEach
    void open() throws IOException {
        objects = new ObjectStore(dir.resolve("objects"), 100 * MIB, Clock.systemUTC());
        server = new FakeServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void getsBothFilesAndAsksOnce() throws Exception {
        server.has(buildId, ObjectKind.EXECUTABLE, program).has(buildId, ObjectKind.DEBUGINFO, debug);
        var lookup = asking(server.url()).begin();

        assertThat(lookup.find(buildId, ObjectKind.EXECUTABLE)).hasValueSatisfying(file -> isCopyOf(program, file));
        assertThat(lookup.find(buildId, ObjectKind.DEBUGINFO)).hasValueSatisfying(file -> isCopyOf(debug, file));

        assertThat(objects.find(buildId, ObjectKind.DEBUGINFO)).isPresent();
        assertThat(server.asked)
                .containsExactly("/buildid/" + buildId + "/executable", "/buildid/" + buildId + "/debuginfo");
        assertThat(lookup.notes()).isEmpty();
    }

    @Test
    void asksTheNextServerForWhatOneDoesNotHave() throws Exception {
        try (var second = new FakeServer()) {
            second.has(buildId, ObjectKind.DEBUGINFO, debug);

            assertThat(asking(server.url() + "/ " + second.url()).begin().find(buildId, ObjectKind.DEBUGINFO))
                    .isPresent();
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void doesNotAskAgainForAWhileForWhatIsNotThere() throws Exception {
        var debuginfod = asking(server.url());
        assertThat(debuginfod.begin().find(buildId, ObjectKind.DEBUGINFO)).isEmpty();
        assertThat(debuginfod.begin().find(buildId, ObjectKind.DEBUGINFO)).isEmpty();
        assertThat(server.asked).hasSize(1);

        server.has(buildId, ObjectKind.DEBUGINFO, debug);
        now = now.plus(Duration.ofMinutes(11));
        assertThat(debuginfod.begin().find(buildId, ObjectKind.DEBUGINFO)).isPresent();
    }

    @Test
    void doesNotUseAnotherBuild() throws Exception {
        var other = "ab".repeat(20);
        server.has(other, ObjectKind.EXECUTABLE, program);

        assertThat(refused(other, ObjectKind.EXECUTABLE)).contains("has the build-id " + buildId);
    }

    @Test
    void doesNotUseAFileThatIsCut() throws Exception {
        var whole = Files.readAllBytes(program);
        server.has(buildId, ObjectKind.EXECUTABLE, Arrays.copyOf(whole, whole.length * 3 / 4));

        assertThat(refused(buildId, ObjectKind.EXECUTABLE)).contains("is cut");
    }

    @Test
    void doesNotUseOneKindForTheOther() throws Exception {
        server.has(buildId, ObjectKind.EXECUTABLE, debug).has(buildId, ObjectKind.DEBUGINFO, program);

        assertThat(refused(buildId, ObjectKind.EXECUTABLE)).contains("holds something else");
        assertThat(refused(buildId, ObjectKind.DEBUGINFO)).contains("holds something else");
    }

    @Test
    void doesNotUseWhatIsNoElfFile() throws Exception {
        server.has(buildId, ObjectKind.DEBUGINFO, "<html>please log in</html>".getBytes(UTF_8));

        assertThat(refused(buildId, ObjectKind.DEBUGINFO)).contains("not an ELF file");
    }

    @Test
    void doesNotFollowARedirection() throws Exception {
        try (var elsewhere = new FakeServer()) {
            elsewhere.has(buildId, ObjectKind.DEBUGINFO, debug);
            server.answers(buildId, ObjectKind.DEBUGINFO, exchange -> {
                exchange.getResponseHeaders().add("Location", elsewhere.url() + exchange.getRequestURI());
                exchange.sendResponseHeaders(302, -1);
            });

            assertThat(refused(buildId, ObjectKind.DEBUGINFO)).contains("redirects");
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @Test
    void endsWhatNeverEnds() throws Exception {
        for (int status : new int[] {200, 404}) {
            server.answers(buildId, ObjectKind.DEBUGINFO, exchange -> {
                exchange.sendResponseHeaders(status, 0);
                while (true) {
                    exchange.getResponseBody().write(new byte[1 << 16]);
                }
            });
            assertThat(refused(buildId, ObjectKind.DEBUGINFO)).contains("is left alone");
        }
        assertThat(dir.resolve("objects/incoming")).isEmptyDirectory();
    }

    @Test
    void leavesAServerAloneThatHangs() throws Exception {
        server.answers(buildId, ObjectKind.EXECUTABLE, exchange -> server.closed.await());
        var debuginfod = asking(server.url(), BRIEF, 100);

        assertThat(debuginfod.begin().find(buildId, ObjectKind.EXECUTABLE)).isEmpty();
        assertThat(debuginfod.begin().find(buildId, ObjectKind.DEBUGINFO)).isEmpty();

        assertThat(server.asked).hasSize(1);
    }

    @Test
    void leavesAServerAloneThatGivesAByteNowAndThen() throws Exception {
        server.answers(buildId, ObjectKind.DEBUGINFO, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!server.closed.await(20, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(0x7f);
                exchange.getResponseBody().flush();
            }
        });
        var lookup = asking(server.url(), BRIEF, 100).begin();

        assertThat(lookup.find(buildId, ObjectKind.DEBUGINFO)).isEmpty();

        assertThat(lookup.notes()).singleElement().asString().contains("had not delivered");
    }

    @Test
    void leavesAServerAloneThatBreaksOff() throws Exception {
        server.answers(buildId, ObjectKind.EXECUTABLE, exchange -> {
            var whole = Files.readAllBytes(program);
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(whole, 0, whole.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("broken off");
        });

        assertThat(refused(buildId, ObjectKind.EXECUTABLE)).contains("is left alone");
    }

    @Test
    void saysThatAServerIsNotThere() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var lookup = asking("http://127.0.0.1:" + port).begin();

        assertThat(lookup.find(buildId, ObjectKind.EXECUTABLE)).isEmpty();

        assertThat(lookup.notes()).singleElement().asString().contains("127.0.0.1:" + port, "is left alone for 10 min");
    }

    @Test
    void asksForACoreNoLongerThanItMayAndSaysSo() throws Exception {
        var lookup = asking(server.url(), LONG, 1).begin();
        assertThat(lookup.find(buildId, ObjectKind.EXECUTABLE)).isEmpty();
        assertThat(lookup.find(buildId, ObjectKind.DEBUGINFO)).isEmpty();
        assertThat(server.asked).hasSize(1);
        assertThat(lookup.notes()).singleElement().asString().contains("not asked for every file");

        var late = asking(server.url()).begin();
        now = now.plus(Duration.ofMinutes(6));
        assertThat(late.find(buildId, ObjectKind.DEBUGINFO)).isEmpty();
        assertThat(late.notes()).singleElement().asString().contains("not asked for every file");
    }

    @Test
    void stopsAtOnceWhenItIsInterrupted() {
        server.answers(buildId, ObjectKind.EXECUTABLE, exchange -> server.closed.await());
        var lookup = asking(server.url()).begin();

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> lookup.find(buildId, ObjectKind.EXECUTABLE))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void saysWhichWordsAreNoServers() throws Exception {
        var lookup =
                asking("file:///usr/lib/debug ima:enforcing " + server.url()).begin();

        assertThat(lookup.find(buildId, ObjectKind.DEBUGINFO)).isEmpty();

        assertThat(server.asked).hasSize(1);
        assertThat(lookup.notes()).hasSize(2).allMatch(note -> note.startsWith("DEBUGINFOD_URLS: "));
    }

    @Test
    void asksNobodyUnlessItIsTold() throws Exception {
        for (var urls : new String[] {null, "", " "}) {
            var further = Debuginfod.of(urls, objects, () -> now);
            assertThat(further).isSameAs(FurtherObjects.NONE);
            assertThat(further.begin().find(buildId, ObjectKind.DEBUGINFO)).isEmpty();
        }
    }

    /** What is noted of the only file that is asked for; nothing of it is kept. */
    private String refused(String id, ObjectKind kind) throws IOException {
        var lookup = asking(server.url()).begin();
        assertThat(lookup.find(id, kind)).isEqualTo(Optional.empty());
        assertThat(objects.find(id, kind)).isEmpty();
        assertThat(lookup.notes()).hasSize(1);
        return lookup.notes().getFirst();
    }

    private Debuginfod asking(String urls) {
        return asking(urls, LONG, 100);
    }

    private Debuginfod asking(String urls, Duration time, int files) {
        var limits = new DebuginfodLimits(time, LONG, 8 * MIB, 16 * MIB, files, Duration.ofMinutes(10));
        return new Debuginfod(DebuginfodUrls.parse(urls), objects, limits, () -> now);
    }

    private static void isCopyOf(Path original, Path file) {
        assertThat(file).hasSameBinaryContentAs(original);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static ObjectStore store() {
        return null;
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static FakeServer server() {
        return null;
    }
}
