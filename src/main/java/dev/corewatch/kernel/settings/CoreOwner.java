package dev.corewatch.kernel.settings;

import dev.corewatch.json.Json;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the kernel hand its cores to us, and everything put back in the end. What was found is noted durably before the first change, and never
 * overwritten while it isn't put back: after a kill the next start still knows what the machine had.
 */
public final class CoreOwner {

    private final CoreSettings settings;
    private final Path note;
    private final String bootId;

    /**
     * What was found.
     *
     * @param boot settings end with it
     */
    record Found(String boot, Map<String, String> settings) {}

    /**
     * Changes nothing yet.
     *
     * @param note where what was found is kept
     */
    public CoreOwner(CoreSettings settings, Path note, String bootId) {
        this.settings = settings;
        this.note = note;
        this.bootId = bootId;
    }

    /** Sets them; what was there before is put back by {@link #restore}. */
    public void take(Map<String, String> wanted) throws IOException {
        if (found() == null) {
            DurableFiles.replace(note, Json.mapper().writeValueAsBytes(new Found(bootId, settings.read())));
        }
        settings.write(wanted);
    }

    /** The core_pattern that the machine had, or has while nothing was taken. */
    public String previousPattern() throws IOException {
        var found = found();
        return found == null
                ? settings.pattern()
                : String.valueOf(found.settings().get(CoreSettings.PATTERN));
    }

    /** Whether the kernel still has that pattern. */
    public boolean owns(String pattern) throws IOException {
        return settings.pattern().equals(pattern);
    }

    /** What the machine had before; nothing when it was put back already. */
    public void restore() throws IOException {
        var found = found();
        if (found != null) {
            settings.write(found.settings());
        }
        Files.deleteIfExists(note);
    }

    private @Nullable Found found() throws IOException {
        if (!Files.exists(note)) {
            return null;
        }
        var found = Json.mapper().readValue(Files.readAllBytes(note), Found.class);
        return found.boot().equals(bootId) ? found : null;
    }
}
