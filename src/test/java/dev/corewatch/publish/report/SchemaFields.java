package dev.corewatch.publish.report;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a document, read from its records. */
final class SchemaFields {

    /**
     * One field.
     *
     * @param path "stack.frames[].line"
     * @param type "integer", "list of strings", "one of `a`, `b`"
     */
    record Field(String path, String type, boolean optional) {}

    private SchemaFields() {}

    static List<Field> of(Class<? extends Record> document) {
        var fields = new ArrayList<Field>();
        add(fields, "", document);
        return fields;
    }

    private static void add(List<Field> fields, String prefix, Class<?> type) {
        for (var component : type.getRecordComponents()) {
            var element = element(component.getGenericType());
            boolean list = component.getGenericType() instanceof ParameterizedType;
            var path = prefix + component.getName() + (list ? "[]" : "");
            fields.add(new Field(path, (list ? "list of " : "") + word(element, list), isOptional(component)));
            if (element.isRecord()) {
                add(fields, path + ".", element);
            }
        }
    }

    static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static Class<?> element(Type type) {
        return type instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : (Class<?>) type;
    }

    private static String word(Class<?> type, boolean many) {
        if (type.isEnum()) {
            return "one of " + constants(type).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        }
        return type.isRecord() ? many ? "objects" : "object" : simple(type) + (many ? "s" : "");
    }

    static Stream<String> constants(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static String simple(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> "string";
            case "int", "Integer", "long", "Long" -> "integer";
            case "boolean", "Boolean" -> "boolean";
            default -> throw new IllegalArgumentException("a type that the schema has no word for yet: " + type);
        };
    }
}
