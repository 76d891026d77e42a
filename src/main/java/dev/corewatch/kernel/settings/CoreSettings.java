package dev.corewatch.kernel.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel's settings for cores, as files below /proc/sys/kernel; a kernel that hasn't one of them does without. */
public final class CoreSettings {

    public static final String PATTERN = "core_pattern";
    static final String PIPE_LIMIT = "core_pipe_limit";
    static final String SORT = "core_sort_vma";

    private static final int LONGEST = 4096;
    private static final List<String> NAMES = List.of(PIPE_LIMIT, SORT, PATTERN);

    private final Path directory;
    private final PatternWriter elsewhere;

    /** Writes core_pattern from the initial mount namespace, which alone may name a socket. */
    @FunctionalInterface
    public interface PatternWriter {

        void write(String pattern) throws IOException;
    }

    /**
     * Over /proc/sys/kernel, or a directory like it.
     *
     * @param elsewhere for a pattern that the kernel doesn't take from here
     */
    public CoreSettings(Path directory, PatternWriter elsewhere) {
        this.directory = directory;
        this.elsewhere = elsewhere;
    }

    /** Those that this kernel has. */
    public Map<String, String> read() throws IOException {
        var values = new LinkedHashMap<String, String>();
        for (var name : NAMES) {
            if (Files.exists(directory.resolve(name))) {
                values.put(name, read(name));
            }
        }
        return values;
    }

    public String pattern() throws IOException {
        return read(PATTERN);
    }

    /** Whether a file's name without a pid gets one. */
    public boolean usesPid() throws IOException {
        return !read("core_uses_pid").equals("0");
    }

    /**
     * Sets them, the pattern last: from then on the others must hold.
     *
     * @throws IOException when the kernel refuses one, or reads back something else
     */
    public void write(Map<String, String> values) throws IOException {
        for (var name : NAMES) {
            var value = values.get(name);
            if (value != null && Files.exists(directory.resolve(name)) && !value.equals(read(name))) {
                write(name, value);
            }
        }
    }

    /** How cores can be handed over: core_modes tells since 6.17; before, there are no sockets with a handshake. */
    public boolean offers(CoreMode mode) throws IOException {
        var modes = directory.resolve("core_modes");
        return mode != CoreMode.SOCKET
                || (Files.exists(modes) && Files.readAllLines(modes).contains(mode.word()));
    }

    private void write(String name, String value) throws IOException {
        try {
            Files.writeString(directory.resolve(name), value + "\n", ISO_8859_1);
        } catch (IOException e) {
            if (!name.equals(PATTERN)) {
                throw new IOException("kernel.%s can't be set to '%s': %s".formatted(name, value, e.getMessage()), e);
            }
            elsewhere.write(value);
        }
        var set = read(name);
        if (!set.equals(value)) {
            throw new IOException("kernel.%s was set to '%s' and reads '%s'".formatted(name, value, set));
        }
    }

    /** By one read: the kernel gives a number to the first one only. Bytes stay what they are, whatever they mean. */
    private String read(String name) throws IOException {
        try (var in = Files.newInputStream(directory.resolve(name))) {
            return new String(in.readNBytes(LONGEST), ISO_8859_1).strip();
        }
    }
}
