package dev.corewatch.process;

import java.util.List;
import java.util.Map;

/**
 * A program with its arguments.
 *
 * @param words the program and its arguments
 * @param environment added to the few variables that every child gets; nothing else is inherited
 * @param confinement what the program is started within
 */
public record Command(List<String> words, Map<String, String> environment, Confinement confinement) {

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Confinement.NONE);
    }

    public Command within(Confinement wall) {
        return new Command(words, environment, wall);
    }

    public String program() {
        return words.getFirst();
    }
}
