package dev.corewatch.app.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** What is kept on this host, and how much of it. */
@ConfigMapping(prefix = "corewatch.spool")
public interface SpoolConfig {

    /** Holds spool/, objects/ and groups/. */
    @WithDefault("/var/lib/corewatch")
    Path directory();

    /** A larger core is not kept; its crash is. */
    @WithDefault("8G")
    MemorySize maxCoreBytes();

    /** All kept cores together, on disk. */
    @WithDefault("20G")
    MemorySize maxBytes();

    /** Space that stays free on the spool's file system. */
    @WithDefault("1G")
    MemorySize minFreeBytes();

    /** Binaries and libraries together. */
    @WithDefault("2G")
    MemorySize maxObjectBytes();

    /** Cores kept per minute and workload; later ones are counted only. */
    @WithDefault("60")
    int coresPerMinute();

    /** Cores of one group that are kept, the newest. */
    @WithDefault("10")
    int coresPerGroup();

    /** Occurrences older than this are forgotten; their groups stay. */
    @WithDefault("90d")
    Duration maxAge();
}
