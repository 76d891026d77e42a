package dev.corewatch.capture.objects;

/** The two files of a build-id, in debuginfod's words (debuginfod(8)). */
public enum ObjectKind {
    EXECUTABLE("executable"),
    DEBUGINFO("debuginfo");

    private final String fileName;

    ObjectKind(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
