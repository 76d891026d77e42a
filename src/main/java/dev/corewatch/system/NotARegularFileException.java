package dev.corewatch.system;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The name stands for something that must not be opened. */
public final class NotARegularFileException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    private final FileKind kind;

    NotARegularFileException(Path path, FileKind kind) {
        super(path.toString(), null, "is " + kind + ", not a regular file; it was not opened");
        this.kind = kind;
    }

    public FileKind kind() {
        return kind;
    }
}
