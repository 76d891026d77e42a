package dev.corewatch.analyze.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.analyze.signature.Evidence;
import dev.corewatch.analyze.signature.LabelledStack;
import dev.corewatch.analyze.signature.SignatureRule;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A paste and the frames it was made from must get one signature. */
final class PastedGroupingTest {

    private final SignatureRule rule = SignatureRule.v1();

    @Test
    void givesAPasteTheSignatureOfItsFrames() {
        for (var stack : LabelledStack.read("backtraces.jsonl")) {
            var expected = id(stack.frames());

            assertThat(id(BacktraceText.parse(bare(stack)).frames()))
                    .as(stack.id())
                    .isEqualTo(expected);
            assertThat(id(BacktraceText.parse(numbered(stack)).frames()))
                    .as(stack.id())
                    .isEqualTo(expected);
            assertThat(id(BacktraceText.parse(gdb(stack)).frames()))
                    .as(stack.id())
                    .isEqualTo(expected);
        }
    }

    private String id(List<Frame> frames) {
        return rule.of(new Evidence(frames, CrashKind.UNKNOWN, null, null))
                .orElseThrow()
                .id();
    }

    private static String bare(LabelledStack stack) {
        return String.join("\n", stack.words());
    }

    private static String numbered(LabelledStack stack) {
        var text = new StringBuilder("```\n");
        for (int i = 0; i < stack.words().size(); i++) {
            text.append("> #")
                    .append(i)
                    .append("  ")
                    .append(stack.words().get(i))
                    .append("\r\n");
        }
        return text.toString();
    }

    private static String gdb(LabelledStack stack) {
        var text = new StringBuilder("Thread 1 (Thread 0x7f8e0b3ff700 (LWP 1)):\n");
        for (int i = 0; i < stack.words().size(); i++) {
            var words = stack.words().get(i).split(" ", 2);
            boolean handler = words[0].startsWith("<");
            text.append('#')
                    .append(i)
                    .append(handler ? "  " : "  0x000055555572a807 in ")
                    .append(words[0]);
            text.append(
                    handler
                            ? " " + words[1]
                            : " (a=<optimized out>,\n    b=0x1 \"(x\")" + (words.length > 1 ? " " + words[1] : ""));
            text.append("\n        local = {a = 1, b = 0x12 <f+1>}\n");
        }
        return text.toString();
    }
}
