package dev.corewatch.spool;

import java.nio.file.Path;
import java.util.List;

/** Ids shortened like git's. */
public final class Prefixes {

    private Prefixes() {}

    /**
     * The one id that begins so, or is so.
     *
     * @param where that was searched, for the error
     */
    public static String only(String prefix, List<String> ids, Path where) throws UnknownIdException {
        if (ids.contains(prefix)) {
            return prefix;
        }
        var candidates = ids.stream().filter(id -> id.startsWith(prefix)).toList();
        if (candidates.isEmpty() || prefix.isEmpty()) {
            throw UnknownIdException.none(prefix, where);
        }
        if (candidates.size() > 1) {
            throw UnknownIdException.ambiguous(prefix, candidates);
        }
        return candidates.getFirst();
    }
}
