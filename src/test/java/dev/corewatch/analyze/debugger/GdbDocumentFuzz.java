package dev.corewatch.analyze.debugger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corewatch.fuzz.FuzzTarget;
import dev.corewatch.fuzz.Noise;
import dev.corewatch.fuzz.TextNoise;
import java.util.ArrayList;
import java.util.List;

/** What a gdb says that its core has taken over: documents of the right names with anything as values, and documents that are bent. */
public final class GdbDocumentFuzz implements FuzzTarget {

    private static final String MARK = "corewatch-mark:";
    private static final List<String> NAMES = List.of(
            "schema",
            "complete",
            "errors",
            "threads",
            "lwp",
            "crashed",
            "ended",
            "frames",
            "index",
            "function",
            "file",
            "line",
            "module",
            "offset",
            "inlined",
            "signalHandler",
            "scanned",
            "haproxy",
            "version",
            "compression",
            "uptimeSeconds",
            "tainted",
            "request",
            "how",
            "method",
            "uri",
            "status",
            "candidates",
            "other");
    private static final List<String> WORDS =
            List.of("", "outermost", "limit", "memcpy", "\u0000\u001b[2J", "\ud800", "a\nb", "0x1fc0ab", "POST /x?k=v");
    private static final int LONG = 4 << 20;

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final TextNoise bent = new TextNoise(List.of(
            "{\"errors\":[\"x\"],\"threads\":[{\"lwp\":7,\"crashed\":true,\"ended\":\"outermost\",\"frames\":[{\"index\":0,"
                    + "\"function\":\"f\",\"line\":3}]}],\"request\":{\"how\":\"frame 0\",\"candidates\":3},\"haproxy\":{\"version\":\"2\"}}",
            "{\"threads\":[[[[[[{}]]]]]],\"request\":{\"candidates\":1e99}}",
            "[1,2,3]",
            "null"));
    private String last = "";

    @Override
    public void run(Noise noise) {
        last = document(noise);
        for (var line : last.split("\n", 3)) {
            GdbDocument.lastIn(MARK + line, MARK).ifPresent(document -> check(document.answer(List.of())));
        }
    }

    private static void check(Answer.Stacks answer) {
        for (var thread : answer.threads()) {
            for (var frame : thread.frames()) {
                var function = frame.function();
                if (function != null && function.chars().anyMatch(Character::isISOControl)) {
                    throw new AssertionError("a function's name drives terminals");
                }
            }
        }
    }

    private String document(Noise noise) {
        return switch (noise.below(20)) {
            case 0 -> huge(noise);
            case 1, 2, 3, 4, 5 -> bent.text(noise);
            default -> object(noise, 5).toString();
        };
    }

    /** Small values by the hundred thousand: what they take in memory is a multiple of what they take in text. */
    private static String huge(Noise noise) {
        var part = noise.of(
                List.of("{}", "[]", "0", "{\"a\":{}}", "\"\"", "[[[[]]]]", "1e5", "{\"frames\":[{}]}", "null"));
        var name = noise.of(List.of("threads", "errors", "frames", "other"));
        return "{\"" + name + "\":[" + (part + ",").repeat(LONG / (part.length() + 1)) + part + "]}";
    }

    private ObjectNode object(Noise noise, int depth) {
        var object = json.objectNode();
        int fields = noise.size(12);
        for (int i = 0; i < fields; i++) {
            object.set(noise.of(NAMES), value(noise, depth - 1));
        }
        return object;
    }

    private JsonNode value(Noise noise, int depth) {
        return switch (noise.below(depth > 0 ? 9 : 6)) {
            case 0 -> json.numberNode(noise.number());
            case 1 -> json.numberNode((int) noise.number());
            case 2 -> json.booleanNode(noise.oneIn(2));
            case 3 -> json.numberNode(1e300 * noise.number());
            case 4 -> json.nullNode();
            case 5 -> json.textNode(noise.of(WORDS));
            case 6 -> object(noise, depth);
            default -> array(noise, depth);
        };
    }

    private JsonNode array(Noise noise, int depth) {
        var values = new ArrayList<JsonNode>();
        int size = noise.size(6);
        for (int i = 0; i < size; i++) {
            values.add(noise.oneIn(3) ? value(noise, depth - 1) : object(noise, depth - 1));
        }
        return json.arrayNode().addAll(values);
    }

    @Override
    public byte[] lastInput() {
        return last.getBytes(UTF_8);
    }
}
