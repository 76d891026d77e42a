package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class JsonInNativeTest {

    @Test
    void namesEveryRecordAndEnumThatItsDocumentsAreMadeOf() throws ClassNotFoundException {
        var listed = Set.of(
                JsonInNative.class.getAnnotation(RegisterForReflection.class).classNames());

        var reached = new TreeSet<String>();
        for (var name : listed) {
            reach(Class.forName(name), reached);
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(reached);
    }

    private static void reach(Type type, Set<String> reached) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> reach(argument, reached));
        } else if (type instanceof Class<?> found
                && found.getName().startsWith("dev.corewatch.")
                && reached.add(found.getName())
                && found.isRecord()) {
            Arrays.stream(found.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(component -> reach(component, reached));
        }
    }
}
