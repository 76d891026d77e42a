package dev.corewatch.kernel.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Has the kernel hand its cores to us, and everything put back in the end. What was found is noted durably before the first change, and never
 * overwritten while it isn't put back: after a kill the next start, or the guard, still knows what the machine had. What somebody else has set
 * meanwhile is his, and stays.
 */
public final class CoreOwner {

    private final CoreSettings settings;
    private final Path note;
    private final String bootId;
    private Map<String, String> wanted = Map.of();

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
    public synchronized void take(Map<String, String> values) throws IOException {
        var known = noted();
        var fresh = known.taking(settings.read(), values);
        if (!fresh.equals(known)) {
            DurableFiles.replace(note, fresh.text().getBytes(ISO_8859_1));
        }
        wanted = Map.of();
        settings.write(values);
        wanted = Map.copyOf(values);
    }

    /**
     * Sets what was set last, after somebody else has changed it. What is noted stays, unless that was put back and forgotten.
     *
     * @return false when nothing is taken
     */
    public synchronized boolean takeAgain() throws IOException {
        if (!wanted.isEmpty() && noted().found().isEmpty()) {
            take(wanted);
        } else {
            settings.write(wanted);
        }
        return !wanted.isEmpty();
    }

    /** Settings that were taken and that somebody else has changed, with what they are now. */
    public synchronized Map<String, String> foreign() throws IOException {
        var foreign = new LinkedHashMap<String, String>();
        if (!wanted.isEmpty()) {
            settings.read().forEach((name, value) -> {
                if (!value.equals(wanted.getOrDefault(name, value))) {
                    foreign.put(name, value);
                }
            });
        }
        return foreign;
    }

    /** The core_pattern that the machine had, or has while nothing was taken. */
    public synchronized String previousPattern() throws IOException {
        return noted().before(CoreSettings.PATTERN, settings.pattern());
    }

    /** Whether the kernel still has that pattern. */
    public boolean owns(String pattern) throws IOException {
        return settings.pattern().equals(pattern);
    }

    /**
     * What the machine had before; nothing when it was put back already.
     *
     * @return what somebody else has set meanwhile, by setting: it is left
     */
    public synchronized Map<String, String> restore() throws IOException {
        var noted = noted();
        var back = new LinkedHashMap<String, String>();
        var left = new LinkedHashMap<String, String>();
        wanted = Map.of();
        settings.read().forEach((name, now) -> {
            if (noted.isOurs(name, now)) {
                back.put(name, noted.before(name, now));
            } else if (!now.equals(noted.found().getOrDefault(name, now))) {
                left.put(name, now);
            }
        });
        settings.write(back);
        Files.deleteIfExists(note);
        return left;
    }

    private CoreNote noted() throws IOException {
        if (Files.exists(note)) {
            var noted = CoreNote.parse(Files.readString(note, ISO_8859_1));
            if (noted.boot().equals(bootId)) {
                return noted;
            }
        }
        return CoreNote.none(bootId);
    }
}
