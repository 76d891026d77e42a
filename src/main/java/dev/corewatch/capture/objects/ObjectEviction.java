package dev.corewatch.capture.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps an {@link ObjectStore} within its bytes: the build-ids used least recently go first. */
final class ObjectEviction {

    private final Path directory;
    private final long mostBytes;

    ObjectEviction(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    void checkFits(long bytes) throws IOException {
        if (bytes > mostBytes) {
            throw new IOException("a file of " + bytes + " bytes is larger than all objects together may be ("
                    + mostBytes + "): raise the limit to keep it");
        }
    }

    /** Removes what is too much, but never this one. */
    void makeRoom(Path newest) throws IOException {
        var entries = entries();
        long total = entries.stream().mapToLong(Entry::bytes).sum();
        entries.sort(Comparator.comparing(Entry::used));
        for (var entry : entries) {
            if (total > mostBytes && !entry.place().equals(newest)) {
                remove(entry.place());
                total -= entry.bytes();
            }
        }
    }

    private List<Entry> entries() throws IOException {
        var entries = new ArrayList<Entry>();
        try (var prefixes = Files.newDirectoryStream(directory)) {
            for (var prefix : prefixes) {
                addEntries(prefix, entries);
            }
        }
        return entries;
    }

    private static void addEntries(Path prefix, List<Entry> entries) throws IOException {
        try (var places = Files.newDirectoryStream(prefix)) {
            for (var place : places) {
                entries.add(new Entry(place, Files.getLastModifiedTime(place), bytes(place)));
            }
        }
    }

    private static long bytes(Path place) throws IOException {
        long bytes = 0;
        try (var files = Files.newDirectoryStream(place)) {
            for (var file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void remove(Path place) throws IOException {
        for (var kind : ObjectKind.values()) {
            Files.deleteIfExists(place.resolve(kind.fileName()));
        }
        Files.delete(place);
    }

    private record Entry(Path place, FileTime used, long bytes) {}
}
