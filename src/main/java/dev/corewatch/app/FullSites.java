package dev.corewatch.app;

import dev.corewatch.app.config.AgentConfig;
import dev.corewatch.capture.taking.FullCores;
import dev.corewatch.capture.thin.Site;
import dev.corewatch.json.Json;
import dev.corewatch.spool.Spool;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One whole core of each crash site, while the spool holds it, and one more each time a person asks for it ({@code full-next} in the spool's
 * directory). Which occurrence has a site's is remembered over restarts.
 */
final class FullSites implements FullCores {

    private static final Logger LOG = Logger.getLogger(FullSites.class);
    private static final int MOST_SITES = 1000;

    /** A file of this name asks for the next core to be whole. */
    static final String REQUEST = "full-next";

    private final AgentConfig config;
    private final Spool spool;
    private final Path note;
    private final Path request;
    private final Map<String, String> occurrences = new LinkedHashMap<>();

    private FullSites(AgentConfig config, Spool spool, Path directory) {
        this.config = config;
        this.spool = spool;
        this.note = directory.resolve("full-sites.json");
        this.request = directory.resolve(REQUEST);
    }

    /** Remembered in that directory. */
    static FullSites of(AgentConfig config, Spool spool, Path directory) {
        var sites = new FullSites(config, spool, directory);
        try {
            if (Files.exists(sites.note)) {
                sites.occurrences.putAll(Json.mapper()
                        .readerForMapOf(String.class)
                        .<Map<String, String>>readValue(Files.readAllBytes(sites.note)));
            }
        } catch (IOException e) {
            LOG.warnf("%s can't be read, so that each site gets a whole core anew: %s", sites.note, e.getMessage());
        }
        return sites;
    }

    @Override
    public boolean wanted(Optional<Site> site, Duration delay) {
        if (Files.exists(request)) {
            return true;
        }
        return switch (config.full()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case SITE -> delay.compareTo(config.fullMaxDelay()) <= 0 && site.isPresent() && !isHeld(site.get());
        };
    }

    private synchronized boolean isHeld(Site site) {
        var id = occurrences.get(site.toString());
        return id != null
                && spool.states().stream()
                        .anyMatch(state -> state.id().equals(id) && state.core().isHere());
    }

    /** That occurrence has the whole core. */
    synchronized void hold(Optional<Site> site, String id) throws IOException {
        Files.deleteIfExists(request);
        if (site.isEmpty()) {
            return;
        }
        occurrences.remove(site.get().toString());
        occurrences.put(site.get().toString(), id);
        var oldest = occurrences.keySet().iterator();
        while (occurrences.size() > MOST_SITES) {
            oldest.next();
            oldest.remove();
        }
        DurableFiles.replace(note, Json.mapper().writeValueAsBytes(occurrences));
    }
}
