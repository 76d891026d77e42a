package dev.corewatch.app.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The node agent: how the kernel hands cores over, and how much of each is taken. */
@ConfigMapping(prefix = "corewatch.agent")
public interface AgentConfig {

    /** The first of socket, pipe and file that a real crash proves to work here; or one of them. */
    @WithDefault("auto")
    Mode mode();

    /** Only for the agent's sockets; nobody but root may enter it. No symbolic link may be on the way. */
    @WithDefault("/run/corewatch")
    Path socketDirectory();

    /** Where the host's kernel finds the helper, by the same path here and on the host. Its file system must allow execution. */
    @WithDefault("/var/lib/corewatch/bin")
    Path helperDirectory();

    /** The host's root file system, for what its container runtimes say of their containers, and for its kernel's settings. */
    @WithDefault("/")
    Path hostRoot();

    /** What becomes of the cores of other programs: what core_pattern would have had before, or kept in others/ of the spool, or dropped. */
    @WithDefault("forward")
    Others others();

    /** The kept cores of other programs together. */
    @WithDefault("1G")
    MemorySize othersMaxBytes();

    /** What becomes of core_pattern and its siblings when somebody else changes them: put back at once, or left. */
    @WithDefault("hold")
    Drift drift();

    /** Memory in a thin core. */
    @WithDefault("8M")
    MemorySize thinBytes();

    /** Which cores are taken whole: the first of each crash site, always, or never. */
    @WithDefault("site")
    Full full();

    /** A core that would hold its process up for longer is taken thin. */
    @WithDefault("1s")
    Duration fullMaxDelay();

    /**
     * Only containers that one of these fits, separated by semicolons: {@code KEY=PATTERN,...} with namespace, name, container, pod, image or
     * label.NAME as keys; * stands for any characters.
     */
    Optional<String> select();

    /** How the kernel hands cores over. */
    enum Mode {
        AUTO,
        SOCKET,
        PIPE,
        FILE
    }

    /** What becomes of the cores of other programs. */
    enum Others {
        FORWARD,
        KEEP,
        DROP
    }

    /** What becomes of settings that somebody else changes. */
    enum Drift {
        HOLD,
        YIELD
    }

    /** Which cores are taken whole. */
    enum Full {
        SITE,
        ALWAYS,
        NEVER
    }
}
