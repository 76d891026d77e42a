package dev.corewatch.kubernetes.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * Reads documents that agents send, and believes nothing: of a known schema, complete, bounded in every list and text, for the id that was
 * asked for, of a Pod with names as Kubernetes has them, and of a time that can be.
 */
final class Documents {

    static final int LONGEST_TEXT = 16 << 10;
    static final int MOST_ELEMENTS = 4096;
    static final int MOST_FRAMES = 1024;
    static final int DEEPEST = 16;
    static final int LONGEST_PATH = 1024;
    static final Duration SKEW = Duration.ofMinutes(10);
    static final Duration OLDEST = Duration.ofDays(30);

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern POD = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    private final InstantSource clock;

    Documents(InstantSource clock) {
        this.clock = clock;
    }

    /** The document of that id. */
    Occurrence read(String id, byte[] body) throws RefusedException {
        var tree = tree(body);
        checkSchema(tree);
        checkBounds("", 0, tree);
        var occurrence = occurrence(tree);
        var missing = Completeness.missing(occurrence);
        if (missing.isPresent()) {
            throw malformed("%s is missing".formatted(missing.get()));
        }
        if (!occurrence.id().equals(id)) {
            throw malformed("the path says %s and the document another id".formatted(id));
        }
        if (occurrence.revision() < 1) {
            throw malformed("revision is %d: the first one is 1".formatted(occurrence.revision()));
        }
        checkPod(occurrence);
        checkTime("captured", occurrence.captured());
        var death = occurrence.identity().timeOfDeath();
        if (death != null) {
            checkTime("identity.timeOfDeath", death);
        }
        return occurrence;
    }

    private static JsonNode tree(byte[] body) throws RefusedException {
        try {
            var tree = Json.mapper().readTree(body);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (IOException e) {
            throw malformed("the body is no JSON: " + firstLine(e));
        }
        throw malformed("the body is no JSON object");
    }

    private static void checkSchema(JsonNode tree) throws RefusedException {
        var schema = tree.path("schema");
        if (!schema.isInt()) {
            throw malformed("schema is missing: this controller reads schema " + Occurrence.SCHEMA);
        }
        if (schema.intValue() != Occurrence.SCHEMA) {
            throw new RefusedException(new Refusal(
                    422,
                    Outcome.MALFORMED,
                    "schema",
                    "the document has schema %d, this controller reads %d: upgrade the controller before its agents"
                            .formatted(schema.intValue(), Occurrence.SCHEMA),
                    true,
                    Duration.ofMinutes(1)));
        }
    }

    /** A name that is longer or deeper than any of ours ends the walk as well. */
    private static void checkBounds(String path, int depth, JsonNode node) throws RefusedException {
        int most = path.endsWith(".frames") ? MOST_FRAMES : MOST_ELEMENTS;
        if (depth > DEEPEST || path.length() > LONGEST_PATH) {
            throw malformed("it is nested too deeply");
        }
        if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
            throw malformed("%s has more than %d characters".formatted(path, LONGEST_TEXT));
        }
        if (node.isContainerNode() && node.size() > most) {
            throw malformed("%s has more than %d elements".formatted(path, most));
        }
        for (var property : node.properties()) {
            checkBounds(path + "." + property.getKey(), depth + 1, property.getValue());
        }
        for (var element : node.isArray() ? node : MissingNode.getInstance()) {
            checkBounds(path + "[]", depth + 1, element);
        }
    }

    private static Occurrence occurrence(JsonNode tree) throws RefusedException {
        try {
            return Json.mapper().treeToValue(tree, Occurrence.class);
        } catch (JsonProcessingException e) {
            throw malformed("the body is no occurrence: " + firstLine(e));
        }
    }

    private static void checkPod(Occurrence occurrence) throws RefusedException {
        var workload = occurrence.workload();
        if (workload.pod() == null) {
            throw malformed("workload.pod is missing: only crashes in Pods are reported here");
        }
        if (!POD.matcher(workload.pod()).matches()
                || !NAMESPACE.matcher(workload.namespace()).matches()) {
            throw malformed("workload.namespace and workload.pod are no names of Kubernetes");
        }
    }

    private void checkTime(String name, Instant time) throws RefusedException {
        var now = clock.instant();
        if (time.isAfter(now.plus(SKEW))) {
            throw new RefusedException(new Refusal(
                    422,
                    Outcome.MALFORMED,
                    "future",
                    "%s is %s, here it is %s: set the node's clock".formatted(name, time, now),
                    true,
                    Duration.ofMinutes(1)));
        }
        if (time.isBefore(now.minus(OLDEST))) {
            throw new RefusedException(Refusal.ofDocument(
                    422,
                    Outcome.MALFORMED,
                    "past",
                    "%s is %s: crashes older than %d days are not taken".formatted(name, time, OLDEST.toDays())));
        }
    }

    private static RefusedException malformed(String message) {
        return new RefusedException(Refusal.malformed(message));
    }

    /** Without Jackson's quotation of the input. */
    private static String firstLine(IOException e) {
        var message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null
                ? "it can't be read"
                : message.lines().findFirst().orElse("it can't be read");
    }
}
