package dev.corewatch.publish.report;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A record of which every string, however deep, is the same hostile one: what a new field forgets to make safe shows. */
final class Planted {

    private Planted() {}

    static <R extends Record> R with(String hostile, Class<R> type) {
        return type.cast(value(hostile, type));
    }

    private static Object value(String hostile, Type type) {
        if (type instanceof ParameterizedType list) {
            return List.of(value(hostile, list.getActualTypeArguments()[0]));
        }
        var plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        return plain.isRecord() ? record(hostile, plain) : simple(hostile, plain);
    }

    private static Object simple(String hostile, Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> hostile;
            case "int", "Integer" -> 7;
            case "long", "Long" -> 7L;
            case "boolean", "Boolean" -> false;
            case "Instant" -> Instant.EPOCH;
            default -> throw new IllegalArgumentException("a type that nobody plants yet: " + type);
        };
    }

    private static Object record(String hostile, Class<?> type) {
        var components = type.getRecordComponents();
        var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Stream.of(components)
                .map(component -> value(hostile, component.getGenericType()))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
