package dev.corewatch.publish.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.json.Json;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Makes a document small enough to be taken. Texts and lists of absurd size are cut in any case. When that isn't enough, there go: threads that
 * did not crash, modules that the crashed stack doesn't touch, all threads and modules, the stack's far end, the ends of texts. The notes
 * say what was left out.
 */
public final class Fitting {

    /** Half of what the controller takes. */
    static final int LARGEST = 512 << 10;

    static final Bounds BOUNDS = new Bounds(8 << 10, 1000);

    private static final Bounds TIGHT = new Bounds(512, 64);

    private static final List<Cut> CUTS = List.of(
            new Cut("threads that did not crash", report -> keep(report, "threads", Fitting::hasCrashed)),
            new Cut("modules that are not on the crashed stack", report -> keep(report, "modules", onStack(report))),
            new Cut("threads", report -> keep(report, "threads", _ -> false)),
            new Cut("modules", report -> keep(report, "modules", _ -> false)),
            new Cut("ends of long texts and lists", TIGHT::apply));

    private Fitting() {}

    /**
     * What a text and a list may have.
     *
     * @param characters of one text
     * @param elements of one list
     */
    record Bounds(int characters, int elements) {

        /** How many texts and elements of lists it had to cut. */
        int apply(JsonNode node) {
            return switch (node) {
                case ObjectNode object ->
                    object.properties().stream()
                            .mapToInt(property -> isLong(property.getValue())
                                    ? cut(property::setValue, property.getValue())
                                    : apply(property.getValue()))
                            .sum();
                case ArrayNode array -> applyTo(array);
                default -> 0;
            };
        }

        private int applyTo(ArrayNode array) {
            int cut = Math.max(0, array.size() - elements);
            while (array.size() > elements) {
                array.remove(array.size() - 1);
            }
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                var element = array.get(i);
                cut += isLong(element) ? cut(text -> array.set(index, text), element) : apply(element);
            }
            return cut;
        }

        private boolean isLong(JsonNode node) {
            return node.isTextual() && node.textValue().length() > characters;
        }

        private int cut(Consumer<JsonNode> place, JsonNode text) {
            place.accept(TextNode.valueOf(text.textValue().substring(0, characters)));
            return 1;
        }
    }

    /**
     * One thing to leave out.
     *
     * @param from a report: how many of it were left out
     */
    private record Cut(String what, ToIntFunction<ObjectNode> from) {}

    /** The document as JSON. */
    public static byte[] of(Occurrence occurrence) {
        return of(occurrence, LARGEST);
    }

    static byte[] of(Occurrence occurrence, int largest) {
        ObjectNode document = Json.mapper().valueToTree(occurrence);
        BOUNDS.apply(document);
        var bytes = bytes(document);
        if (!(document.get("report") instanceof ObjectNode report)) {
            return bytes;
        }
        for (var cut : CUTS) {
            if (bytes.length <= largest) {
                return bytes;
            }
            int left = cut.from().applyAsInt(report);
            if (left > 0) {
                report.withArray("notes")
                        .add("left out of what the controller was told: %d %s".formatted(left, cut.what()));
            }
            bytes = bytes(document);
        }
        return bytes;
    }

    private static int keep(ObjectNode report, String list, Predicate<JsonNode> wanted) {
        var all = report.withArray(list);
        var kept = Json.mapper().createArrayNode();
        all.forEach(element -> {
            if (wanted.test(element)) {
                kept.add(element);
            }
        });
        int left = all.size() - kept.size();
        report.set(list, kept);
        return left;
    }

    private static boolean hasCrashed(JsonNode thread) {
        return thread.path("crashed").booleanValue();
    }

    private static Predicate<JsonNode> onStack(ObjectNode report) {
        var modules = report.path("stack")
                .path("frames")
                .valueStream()
                .map(frame -> frame.path("module").textValue())
                .collect(Collectors.toSet());
        return module -> modules.contains(module.path("path").textValue());
    }

    private static byte[] bytes(JsonNode document) {
        try {
            return Json.mapper().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
