package dev.corewatch.analyze.debugger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The gdb-side Python scripts, which gdb must find as files. */
final class Scripts {

    /** The one that gdb runs on a core; it loads the others from beside itself. */
    static final String ENTRY = "context.py";

    private static final List<String> FILES = List.of(
            ENTRY,
            "elf.py",
            "htx.py",
            "machine.py",
            "mappings.py",
            "process.py",
            "reading.py",
            "request.py",
            "scanning.py",
            "stacks.py",
            "streams.py",
            "symbols.py");

    private Scripts() {}

    static void extractTo(Path dir) throws IOException {
        for (var name : FILES) {
            try (var in = Scripts.class.getResourceAsStream("/gdb/" + name)) {
                if (in == null) {
                    throw new IOException("gdb/" + name + " is not in the program: it was built without its resources");
                }
                Files.copy(in, dir.resolve(name));
            }
        }
    }
}
