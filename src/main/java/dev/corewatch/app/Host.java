package dev.corewatch.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Facts of the machine, read once. */
final class Host {

    private Host() {}

    /** /proc/sys/kernel/random/boot_id (random(4)); absent where /proc is. */
    static @Nullable String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** The kernel's settings: those below the host's root where it is seen with its /proc, for a container's own are read-only. */
    static Path kernelSettings(Path hostRoot) {
        var seen = hostRoot.resolve("proc/sys/kernel");
        return Files.isDirectory(seen) ? seen : Path.of("/proc/sys/kernel");
    }

    /** As it calls itself. */
    static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
