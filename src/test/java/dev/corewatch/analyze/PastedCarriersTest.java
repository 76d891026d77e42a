package dev.corewatch.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.analyze.text.BacktraceText;
import dev.corewatch.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real stacks in everything that carries a paste: neither frames nor signature may change. */
final class PastedCarriersTest {

    private static final String GDB = """
            Program terminated with signal SIGSEGV, Segmentation fault.
            #0  __memcpy_avx_unaligned_erms () at ../sysdeps/x86_64/multiarch/memmove-vec-unaligned-erms.S:664
            #1  0x00007f2698f2fb82 in ?? () from /lib/x86_64-linux-gnu/libz.so.1
            #2  0x00007f2698f30acc in ?? () from /lib/x86_64-linux-gnu/libz.so.1
            #3  0x00007f2698f3209c in deflate () from /lib/x86_64-linux-gnu/libz.so.1
            #4  0x000056444568e0ac in deflate_flush_or_finish (comp_ctx=0x564472bb2f60, out=0x7f2698cbdf00, flag=<optimized out>) at src/compression.c:612
            #5  0x000056444567106b in htx_compression_buffer_end (st=<optimized out>, out=<optimized out>, end=1) at src/flt_http_comp.c:615
            #6  htx_compression_buffer_end (out=<optimized out>, end=1, st=0x564472bad750) at src/flt_http_comp.c:612
            #7  comp_http_payload (s=<optimized out>, filter=<optimized out>, msg=<optimized out>, len=8200) at src/flt_http_comp.c:211
            #8  0x000056444565905a in flt_http_payload (s=s@entry=0x564472a87e20, len=<optimized out>) at src/filters.c:681
            #9  0x000056444559b010 in http_response_forward_body (s=s@entry=0x564472a87e20, an_bit=an_bit@entry=67108864) at src/http_ana.c:2212
            #10 0x000056444557fafa in process_stream (t=<optimized out>, context=0x564472a87e20, state=<optimized out>) at src/stream.c:2064
            """;

    private static final String WATCHDOG = """
            #0  0x00007f41b9f2ae3c in ?? () from /lib/x86_64-linux-gnu/libc.so.6
            #1  0x00007f41b9edbfb2 in raise () from /lib/x86_64-linux-gnu/libc.so.6
            #2  0x00007f41b9ec6472 in abort () from /lib/x86_64-linux-gnu/libc.so.6
            #3  0x000055a6b9a2c1ea in ha_panic () at src/debug.c:333
            #4  0x000055a6b9a8a5c5 in wdt_handler (sig=14, si=<optimized out>, arg=<optimized out>) at src/wdt.c:127
            #5  <signal handler called>
            #6  0x000055a6b99f4a3b in process_table_expire (task=0x55a6bb0c3f40, context=<optimized out>) at src/stick_table.c:624
            #7  0x000055a6b9a5d02d in run_tasks_from_lists (budgets=0x7ffe8e4481b0) at src/task.c:682
            """;

    private static final String FULL = """
            [Current thread is 1 (Thread 0x7f2698cc5f80 (LWP 6387))]

            Thread 2 (Thread 0x7f2698600640 (LWP 6388)):
            #0  0x00007f2698726f36 in epoll_wait (epfd=5, events=0x7f2690000b70) at ../sysdeps/unix/sysv/linux/epoll_wait.c:30
                    sc_ret = -4
                    sc_cancel_oldtype = 0
            #1  0x00005644454e7e10 in _do_poll (p=<optimized out>, exp=0) at src/ev_epoll.c:232
                    timeout = 60000

            Thread 1 (Thread 0x7f2698cc5f80 (LWP 6387)):
            #0  __memcpy_avx_unaligned_erms () at ../sysdeps/x86_64/multiarch/memmove-vec-unaligned-erms.S:664
            No locals.
            #1  0x00007f2698f2fb82 in ?? () from /lib/x86_64-linux-gnu/libz.so.1
            No symbol table info available.
            #2  0x00007f2698f3209c in deflate () from /lib/x86_64-linux-gnu/libz.so.1
            No symbol table info available.
            #3  0x000056444568e0ac in deflate_flush_or_finish (comp_ctx=0x564472bb2f60, flag=<optimized out>) at src/compression.c:612
                    strm = 0x564472bb2f68
                    p = 0x7f2698f8e000 "a (b at src/c.c:1"
            #4  0x000056444567106b in htx_compression_buffer_end (st=<optimized out>, end=1) at src/flt_http_comp.c:615
                    ret = <optimized out>
            """;

    private static final String EU_STACK = """
            PID 6387 - core
            TID 6387:
            #0  0x00007f2698770d8a __memcpy_avx_unaligned_erms - libc.so.6
            #1  0x00007f2698f2fb82 - libz.so.1
            #2  0x00007f2698f3209c deflate - libz.so.1
            #3  0x000056444568e0ac deflate_flush_or_finish - haproxy
            #4  0x000056444567106b comp_http_payload - haproxy
            #5  0x000056444565905a flt_http_payload - haproxy
            TID 6388:
            #0  0x00007f2698726f36 epoll_wait - libc.so.6
            """;

    private static final String COREDUMPCTL = """
                       PID: 6387 (haproxy)
                    Signal: 11 (SEGV)
                   Message: Process 6387 (haproxy) of user 99 dumped core.

                            Stack trace of thread 6387:
                            #0  0x00007f2698770d8a __memcpy_avx_unaligned_erms (libc.so.6 + 0x152d8a)
                            #1  0x00007f2698f2fb82 n/a (libz.so.1 + 0x4b82)
                            #2  0x00007f2698f3209c deflate (libz.so.1 + 0x709c)
                            #3  0x000056444568e0ac deflate_flush_or_finish (haproxy + 0x1fc0ac)
                            #4  0x000056444567106b comp_http_payload (haproxy + 0x1df06b)

                            Stack trace of thread 6388:
                            #0  0x00007f2698726f36 epoll_wait (libc.so.6 + 0x108f36)
            """;

    private static final String CALL_TRACE = """
            [NOTICE]   (6451) : New worker (6463) forked

            FATAL: bug condition "htx->data > htx->size" matched at src/htx.c:389
              call trace(12):
              | 0x561c40fbd8e6 [c6 04 25 01 00 00 00 00]: main-0x15aa
              | 0x561c41168538 [8b 55 04 48 8b 45 28 f6]: htx_add_data+0x148/0x674
              | 0x561c4112d015 [48 89 c2 eb 16 66 0f 1f]: h1_process_demux+0x395/0x892
              | 0x561c410ff80c [83 3d 79 9d 15 00 01 0f]: h1_recv+0x10c/0x39c
              | 0x7fbfc000d1f5 [e9 28 fe ff ff 48 8b 4c]: libc:+0x891f5
            [NOTICE]   (6451) : haproxy version is 2.6.12-f588462
            [ALERT]    (6451) : Current worker (6463) exited with code 139 (Segmentation fault)
            """;

    private static final Map<String, String> STACKS = Map.of(
            "gdb bt",
            GDB,
            "gdb bt full",
            FULL,
            "eu-stack",
            EU_STACK,
            "coredumpctl",
            COREDUMPCTL,
            "call trace",
            CALL_TRACE);

    private static final String TIME = "2026-11-23T15:12:44.";

    private final PastedText pasted = PastedText.standard(new Redactor(List.of()));

    static Map<String, UnaryOperator<String>> carriers() {
        var carriers = new TreeMap<String, UnaryOperator<String>>();
        carriers.put("CRLF", text -> text.replace("\n", "\r\n"));
        carriers.put("tabs", text -> text.replace("        ", "\t"));
        carriers.put("spaces that don't break", text -> text.replace("  ", "\u00a0\u00a0"));
        carriers.put("a byte order mark", text -> "\ufeff" + text);
        carriers.put(
                "colours",
                text -> each(text, line -> "\u001b[33m" + line.replace(" in ", "\u001b[m in ") + "\u001b[0m"));
        carriers.put(
                "colours by rsyslog", text -> each(text, line -> "#033[33m" + line.replace("\t", "#011") + "#033[0m"));
        carriers.put(
                "HTML",
                text -> text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"));
        carriers.put("a quote", text -> each(text, line -> "> " + line));
        carriers.put("a quote without a space", text -> each(text, line -> ">" + line));
        carriers.put("a quoted quote", text -> each(text, line -> "> > " + line));
        carriers.put("a quote of HTML", text -> each(text, line -> "&gt; " + line));
        carriers.put("a fenced block", text -> "It crashed, see #2793:\n```console\n" + text + "```\n");
        carriers.put("a quoted fenced block", text -> "> ```\n" + each(text, line -> "> " + line) + "> ```\n");
        carriers.put("an indented block", text -> each(text, line -> "    " + line));
        carriers.put("a table", text -> each(text, line -> "| " + line));
        carriers.put("a closed table", text -> each(text, line -> "| " + line + " |"));
        carriers.put("syslog", text -> each(text, line -> "Nov 23 15:12:44 lb1 haproxy[123]: " + line));
        carriers.put(
                "syslog with a one-digit day", text -> each(text, line -> "Nov  3 15:12:44 lb1 haproxy[123]: " + line));
        carriers.put("syslog without a host", text -> each(text, line -> "Nov 23 15:12:44 haproxy[123]: " + line));
        carriers.put(
                "RFC 5424",
                text -> each(text, line -> "<30>1 2026-11-23T15:12:44.125380Z lb1 haproxy 123 - - " + line));
        carriers.put(
                "journalctl -o short-iso",
                text -> each(text, line -> "2026-11-23T15:12:44+0000 lb1 haproxy[123]: " + line));
        carriers.put(
                "journalctl -o short-precise",
                text -> each(text, line -> "Nov 23 15:12:44.125380 lb1 haproxy[123]: " + line));
        carriers.put("CRI", text -> each(text, line -> "2026-11-23T15:12:44.123456789Z stderr F " + line));
        carriers.put("kubectl logs --timestamps", text -> each(text, line -> "2026-11-23T15:12:44.123456789Z " + line));
        carriers.put("kubectl logs --prefix", text -> each(text, line -> "[pod/haproxy-7d4b9c-x2x/haproxy] " + line));
        carriers.put("Docker Compose", text -> each(text, line -> "haproxy-1  | " + line));
        carriers.put("a quoted journal", text -> each(text, line -> "> Nov 23 15:12:44 lb1 haproxy[123]: " + line));
        carriers.put(
                "Docker json-file",
                text -> numbered(
                        text, (line, time) -> json(Map.of("log", line + "\n", "stream", "stderr", "time", time))));
        carriers.put(
                "journalctl -o json",
                text -> numbered(text, (line, time) -> json(Map.of("MESSAGE", line, "SYSLOG_IDENTIFIER", "haproxy"))));
        carriers.put("Kibana, a record a line", text -> numbered(text, PastedCarriersTest::kibana));
        carriers.put("Kibana, the newest first", text -> backwards(numbered(text, PastedCarriersTest::kibana)));
        carriers.put("Kibana, one message", text -> kibana(text, TIME + "001Z"));
        carriers.put(
                "a search's answer",
                text -> "{\"hits\":{\"hits\":["
                        + numbered(text, PastedCarriersTest::kibana)
                                .replace("}\n", "},")
                                .replaceAll(",$", "") + "]}}");
        carriers.put(
                "CSV",
                text -> "@timestamp,message\n"
                        + numbered(text, (line, time) -> time + ",\"" + line.replace("\"", "\"\"") + "\""));
        carriers.put("a mail that breaks lines", text -> broken(text, 56));
        carriers.put("a mail that breaks lines before a function", text -> broken(text, 23));
        carriers.put("a mail that breaks lines before arguments", text -> broken(text, 27));
        carriers.put("a quoted mail that breaks lines", text -> each(broken(text, 56), line -> "> " + line));
        return carriers;
    }

    static List<String> names() {
        return List.copyOf(carriers().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void changesNothing(String carrier) {
        for (var stack : STACKS.entrySet()) {
            var text = stack.getValue();
            var wrapped =
                    carriers().getOrDefault(carrier, UnaryOperator.identity()).apply(text);

            assertThat(BacktraceText.parse(wrapped).frames())
                    .as(stack.getKey() + " in " + carrier + "\n" + wrapped)
                    .isEqualTo(BacktraceText.parse(text).frames());
            assertThat(sign(wrapped))
                    .as(stack.getKey() + " in " + carrier + "\n" + wrapped)
                    .isEqualTo(sign(text));
        }
    }

    @Test
    void tellsTheStacksFromEachOther() {
        assertThat(sign(GDB))
                .contains("memcpy <- libz <- deflate_flush_or_finish")
                .contains("SIGSEGV");
        assertThat(sign(WATCHDOG)).startsWith("watchdog in process_table_expire");
        assertThat(sign(CALL_TRACE)).contains("BUG_ON(htx->data > htx->size)").contains("htx_add_data");
    }

    @Test
    void callsAPanicAPanic() {
        var panic = """
                Thread 2 is about to kill the process.
                *>Thread 2 : id=0x7fd912f3d6c0 act=1 glob=1 wq=1 rq=0 tl=1 tlsz=1 rqsz=1
                             call trace(19):
                             | 0x559e3f6fd538 [8b 55 04 48 8b 45 28 f6]: task_run_applet+0x148/0x674
                """;

        assertThat(sign(panic)).startsWith("watchdog");
        assertThat(sign(panic.replace("*>", "* "))).startsWith("panic");
    }

    private String sign(String text) {
        return pasted.sign(text)
                .map(signature -> signature.title() + " " + signature.id())
                .orElse("nothing");
    }

    private static String kibana(String line, String time) {
        return json(Map.of("_index", "logs", "_source", Map.of("message", line, "@timestamp", time)));
    }

    private static String json(Object document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String each(String text, UnaryOperator<String> wrap) {
        return text.lines().map(line -> wrap.apply(line) + "\n").collect(Collectors.joining());
    }

    private interface Wrapping {
        String of(String line, String time);
    }

    private static String numbered(String text, Wrapping wrap) {
        var lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> wrap.of(lines.get(i), TIME + "%03dZ".formatted(i)) + "\n")
                .collect(Collectors.joining());
    }

    private static String backwards(String text) {
        return String.join("\n", text.lines().toList().reversed());
    }

    /** Long frames and call traces, at the first space from that column on. */
    private static String broken(String text, int column) {
        return each(text, line -> line.length() < 56 || !line.contains("0x") ? line : brokenLine(line, column));
    }

    private static String brokenLine(String line, int column) {
        int space = line.indexOf(' ', column);
        return space < 0 ? line : line.substring(0, space) + "\n" + line.substring(space + 1);
    }
}
