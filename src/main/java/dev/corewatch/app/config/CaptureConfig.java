package dev.corewatch.app.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where cores appear. */
@ConfigMapping(prefix = "corewatch.capture")
public interface CaptureConfig {

    /** The directory that core_pattern writes into. */
    @WithDefault("/cores")
    Path directory();

    /** HAProxy's log, standard error included: a file that is followed, a FIFO, or - for standard input. */
    Optional<Path> log();

    /** How often the directory is read anew, besides the kernel's notifications. */
    @WithDefault("5s")
    Duration rescan();

    /** A core that is not whole is taken as truncated when its size and time have not changed for this long. */
    @WithDefault("10s")
    Duration settle();

    /** Running programs whose binary and libraries are snapshotted: a regular expression on the executable's file name. */
    @WithDefault("haproxy.*")
    String executable();

    /** How often running processes are looked for. */
    @WithDefault("1s")
    Duration processes();
}
