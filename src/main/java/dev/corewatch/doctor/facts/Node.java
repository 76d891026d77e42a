package dev.corewatch.doctor.facts;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A node's settings for cores; those that its kernel doesn't have are absent.
 *
 * @param kernel its release
 * @param pattern absent where there is none to read
 * @param suidDumpable fs.suid_dumpable
 * @param handler of a pipe or a socket
 * @param dumping processes that are being dumped right now
 * @param hostRoot where the host's files are seen; absent where they aren't
 */
public record Node(
        String kernel,
        @Nullable CorePattern pattern,
        @Nullable Integer pipeLimit,
        @Nullable Integer usesPid,
        @Nullable Integer sortVma,
        int suidDumpable,
        @Nullable Handler handler,
        int dumping,
        Sandbox sandbox,
        @Nullable Path hostRoot) {

    public boolean writesFiles() {
        return pattern != null && pattern.isFile();
    }

    /** What a process that isn't dumpable gets nevertheless: a core that is root's. */
    public boolean dumpsAsRoot() {
        return suidDumpable == 2;
    }
}
