package dev.corewatch.system;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of so many entries at most, which forgets one to take another. Not for several threads at once. */
public final class RecentMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;
    private static final int CAPACITY = 16;
    private static final float LOAD = 0.75f;

    private final int most;

    private RecentMap(int most, boolean byUse) {
        super(CAPACITY, LOAD, byUse);
        this.most = most;
    }

    /** Forgets what came first. */
    public static <K, V> RecentMap<K, V> byArrival(int most) {
        return new RecentMap<>(most, false);
    }

    /** Forgets what was not asked for, nor put, for the longest. */
    public static <K, V> RecentMap<K, V> byUse(int most) {
        return new RecentMap<>(most, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
