package dev.corewatch.kubernetes.ingest;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for what a document lacks: components of its records that are not {@link Nullable} and are null, as JSON can have it. */
final class Completeness {

    private Completeness() {}

    /** The path of the first that is missing. */
    static Optional<String> missing(Record document) {
        return missing("", document);
    }

    private static Optional<String> missing(String path, Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .flatMap(element -> missing(path + "[]", element).stream())
                    .findFirst();
        }
        if (!(value instanceof Record whole)) {
            return Optional.empty();
        }
        for (var component : whole.getClass().getRecordComponents()) {
            var name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            var part = value(whole, component);
            if (part == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return Optional.of(name);
            }
            var within = part == null ? Optional.<String>empty() : missing(name, part);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object value(Record whole, RecordComponent component) {
        try {
            return component.getAccessor().invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record can be read", e);
        }
    }
}
