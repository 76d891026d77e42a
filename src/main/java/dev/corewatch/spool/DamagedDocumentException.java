package dev.corewatch.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of the spool that can't be understood: it is set aside, not repaired. */
public final class DamagedDocumentException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedDocumentException(Path file, String what) {
        this(file, what, null);
    }

    DamagedDocumentException(Path file, String what, @Nullable Throwable cause) {
        super("%s can't be understood: %s".formatted(file, what), cause);
    }
}
