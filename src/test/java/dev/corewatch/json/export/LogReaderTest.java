package dev.corewatch.json.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogReaderTest {

    private static final String FAULT = "haproxy[610]: segfault at 0 ip 1 sp 2 error 4";
    private static final AnyOf WORDS = AnyOf.words(": segfault at ", "oom-kill:");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"X\",\"@timestamp\":\"T\"}",
                "{\"@timestamp\":\"T\",\"message\":\"X\"}\n{\"message\":\"other\"}\n",
                "[{\"_index\":\"a\",\"_source\":{\"message\":\"X\",\"@timestamp\":\"T\"},\"sort\":[1]},{\"_source\":{}}]",
                "[\n  {\n    \"_source\": {\n      \"message\": \"X\",\n      \"@timestamp\": \"T\"\n    }\n  }\n]\n",
                "{\"took\":1,\"hits\":{\"total\":{\"value\":1},\"hits\":[{\"_source\":{\"@timestamp\":\"T\",\"message\":\"X\"},"
                        + "\"fields\":{\"message\":[\"X\"]}}]}}",
                "{\"log\":\"X\\n\",\"stream\":\"stdout\",\"time\":\"T\"}",
                "{\"MESSAGE\":\"X\",\"__REALTIME_TIMESTAMP\":\"T\",\"SYSLOG_IDENTIFIER\":\"kernel\"}",
                "{\"labels\":{\"job\":\"dmesg\"},\"line\":\"X\",\"timestamp\":\"T\"}",
                "{\"data\":{\"result\":[{\"stream\":{\"job\":\"k\"},\"values\":[[\"T\",\"X\"],[\"U\",\"other\"]]}]}}",
                "{\n   \"dmesg\": [\n      {\n         \"fac\": \"kern\",\n         \"time\": T,\n         \"msg\": \"X\"\n      },{\n"
                        + "         \"msg\": \"other\"\n      }\n   ]\n}",
                "\"@timestamp\",\"host.name\",message\nT,node-1,\"X\"\n",
                "message,timestamp\n\"X\",\"T\"\n",
                "__CURSOR=s\n__REALTIME_TIMESTAMP=T\nSYSLOG_IDENTIFIER=kernel\nMESSAGE=X\n\n",
                "\ufeff{\"message\":\"X\",\"ts\":\"T\"}",
            })
    void findsTheMessageAndItsTimeInEveryExport(String export) throws IOException {
        var found = holding(export.replace("X", FAULT)).stream()
                .filter(line -> line.text().equals(FAULT))
                .toList();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().time()).isEqualTo("T");
    }

    @Test
    void decodesEscapes() throws IOException {
        var line = all("{\"message\":\"a\\tb \\u00e9 \\\"c\\\" \\\\ \\/\"}").getFirst();

        assertThat(line.text()).isEqualTo("a\tb \u00e9 \"c\" \\ /");
    }

    @Test
    void givesEachLineOfAMessageWithLinesInIt() throws IOException {
        assertThat(texts("{\"log\":\"one\\ntwo\\r\\n\"}")).containsExactly("one", "two");
    }

    @Test
    void takesKernelLinesInBracketsAsPlainText() throws IOException {
        assertThat(texts("[ 4023.529363] a\n[Mon Nov 23 15:12:44 2026] b\n[    0.000000][ T1] c"))
                .containsExactly("[ 4023.529363] a", "[Mon Nov 23 15:12:44 2026] b", "[    0.000000][ T1] c");
    }

    @Test
    void findsPlainLinesAgainAfterADocumentThatWasCut() throws IOException {
        assertThat(texts("plain\n{\"message\":\"cut\n[ 1.0] after\n{\"message\":\"whole\"}\n"
                        + "{\"a\":{\"message\":\"open\"\nNov 23 last"))
                .containsExactly("plain", "[ 1.0] after", "whole", "open", "Nov 23 last");
    }

    @Test
    void namesTheWriter() throws IOException {
        assertThat(all("{\"MESSAGE\":\"x\",\"SYSLOG_IDENTIFIER\":\"app\"}")
                        .getFirst()
                        .writer())
                .isEqualTo("app");
        assertThat(all("__REALTIME_TIMESTAMP=1\nSYSLOG_IDENTIFIER=app\nMESSAGE=x\n").stream()
                        .filter(line -> line.text().equals("x"))
                        .toList())
                .singleElement()
                .extracting(LogLine::writer)
                .isEqualTo("app");
    }

    @Test
    void leavesOutPlainLinesWithoutAWordAndCountsAll() throws IOException {
        var lines = new ArrayList<LogLine>();
        var text = "first\n" + "nothing here\n".repeat(50_000) + FAULT + "\r\n" + "more\n".repeat(50_000) + "last";

        long count = LogReader.holding(WORDS, stream(text), lines::add);

        assertThat(count).isEqualTo(100_003);
        assertThat(lines).extracting(LogLine::text).contains(FAULT).hasSizeLessThan(5);
    }

    @Test
    void holdsLinesOfAnyLengthInConstantMemory() throws IOException {
        var lines = new ArrayList<LogLine>();
        var record = "{\"_source\":{\"message\":\"" + FAULT + "\"}},";
        LogReader.all(stream("x".repeat(3 << 20) + "\n[" + record.repeat(50_000) + "{}]"), lines::add);

        assertThat(lines).hasSize(50_001);
        assertThat(lines.getFirst().text()).hasSize(LogExport.LINE);
        assertThat(lines).last().extracting(LogLine::text).isEqualTo(FAULT);
    }

    @Test
    void readsWhatComesInSmallPieces() throws IOException {
        var text = "a\n[{\"message\":\"" + FAULT + "\"}]\n\u00e9\n";
        var lines = new ArrayList<LogLine>();
        var in = new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1));
            }
        };

        LogReader.all(in, lines::add);

        assertThat(lines).extracting(LogLine::text).containsExactly("a", FAULT, "\u00e9");
    }

    @Test
    void costsLinearTimeOnHostileText() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (var piece : List.of(
                    "[", "{", "{\"a\":", "\"", "\\", "[{\"message\":", "{\"message\":\"x\",", ",", "{}", "[[\"")) {
                all(piece.repeat((1 << 20) / piece.length()));
                all((piece + "\n").repeat((1 << 18) / piece.length()));
            }
        });
    }

    @Test
    void survivesDamage() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder(
                    "[{\"_source\":{\"message\":\"x\",\"time\":[1,\"\\u0041\"]}},\n{\"log\":\"y\"}]\n__REALTIME_TIMESTAMP=1\n");
            for (int n = 0; n < 6; n++) {
                text.setCharAt(random.nextInt(text.length()), "{}[]\",:\\\nmu0 ".charAt(random.nextInt(13)));
            }
            assertThat(all(text.toString())).hasSizeLessThan(20);
        }
    }

    private static List<String> texts(String text) throws IOException {
        return all(text).stream().map(LogLine::text).toList();
    }

    private static List<LogLine> all(String text) throws IOException {
        var lines = new ArrayList<LogLine>();
        LogReader.all(stream(text), lines::add);
        return lines;
    }

    private static List<LogLine> holding(String text) throws IOException {
        var lines = new ArrayList<LogLine>();
        LogReader.holding(WORDS, stream(text), lines::add);
        return lines;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
