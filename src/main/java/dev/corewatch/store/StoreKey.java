package dev.corewatch.store;

import dev.corewatch.crash.PathSegment;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of an object: {@code cluster/namespace/workload/...}, below that as in the spool. Its segments hold letters, digits and {@code . _ - % ~}, none begins with a
 * dot: as a path below a directory it stays there, and it needs no escaping in a URI's path but for {@code %}.
 */
public record StoreKey(String value) {

    private static final Pattern SHAPE =
            Pattern.compile("[A-Za-z0-9_%~-][A-Za-z0-9._%~-]*(/[A-Za-z0-9_%~-][A-Za-z0-9._%~-]*)*");

    public StoreKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a key of a store: \"%s\"; make it of names with StoreKey.of".formatted(value));
        }
    }

    /** The key of these names, each escaped to one segment. */
    public static StoreKey of(String... names) {
        return new StoreKey(Arrays.stream(names).map(PathSegment::of).collect(Collectors.joining("/")));
    }

    @Override
    public String toString() {
        return value;
    }
}
