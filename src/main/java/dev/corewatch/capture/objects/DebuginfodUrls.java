package dev.corewatch.capture.objects;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * What DEBUGINFOD_URLS names (debuginfod(8)): servers, separated by spaces.
 *
 * @param notes what in it is not used, in words: other words than http and https URLs
 */
record DebuginfodUrls(List<URI> servers, List<String> notes) {

    static final String VARIABLE = "DEBUGINFOD_URLS";

    DebuginfodUrls {
        servers = List.copyOf(servers);
        notes = List.copyOf(notes);
    }

    static DebuginfodUrls parse(String value) {
        var servers = new ArrayList<URI>();
        var notes = new ArrayList<String>();
        for (var word : value.strip().split("\\s+", -1)) {
            if (isServer(word)) {
                servers.add(URI.create(word.endsWith("/") ? word : word + "/"));
            } else {
                notes.add("%s: \"%s\" is not used, it is no URL of http or https".formatted(VARIABLE, word));
            }
        }
        return new DebuginfodUrls(servers, notes);
    }

    private static boolean isServer(String word) {
        try {
            var uri = new URI(word);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
