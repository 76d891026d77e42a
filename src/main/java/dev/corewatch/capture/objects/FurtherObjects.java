package dev.corewatch.capture.objects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where files are asked for that are nowhere on this machine. */
public interface FurtherObjects {

    /** Nowhere. */
    FurtherObjects NONE = () -> new Lookup() {
        @Override
        public Optional<Path> find(String buildId, ObjectKind kind) {
            return Optional.empty();
        }

        @Override
        public List<String> notes() {
            return List.of();
        }
    };

    /** For one core. */
    Lookup begin();

    /** The asking for one core; bounded in all. */
    interface Lookup {

        /**
         * The file, checked.
         *
         * @throws IOException when the asking thread was interrupted; all else that goes wrong is in the notes
         */
        Optional<Path> find(String buildId, ObjectKind kind) throws IOException;

        /** What a person should know of it, in words. */
        List<String> notes();
    }
}
