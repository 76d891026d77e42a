package dev.corewatch.app;

import dev.corewatch.analyze.CoreAnalyzer;
import dev.corewatch.analyze.debugger.Addr2line;
import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.app.config.AnalyzeConfig;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.process.Sandbox;
import dev.corewatch.process.SandboxUser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the debuggers together. */
final class Debuggers {

    private Debuggers() {}

    static CoreAnalyzer with(Debugging debugging) {
        var processes = new BoundedProcess(Programs.installed());
        return new CoreAnalyzer(processes, new Sandbox(processes, SandboxUser.DEFAULT), debugging);
    }

    /** What names the function of one instruction. */
    static LineSymbols symbols(ProgramFiles files) {
        var processes = new BoundedProcess(Programs.installed());
        var sandbox = new Sandbox(processes, SandboxUser.DEFAULT);
        return new LineSymbols(new Addr2line(processes, sandbox, files.debugging()), files.places());
    }

    static Debugging of(AnalyzeConfig config) {
        return new Debugging(
                config.timeout(),
                config.maxMemory().asLongValue(),
                config.debugDirectories().orElse(List.of()));
    }

    /** The group that must be able to read a core, when debuggers run as somebody else. */
    static @Nullable Integer group() {
        return "root".equals(System.getProperty("user.name")) ? SandboxUser.DEFAULT.gid() : null;
    }

    /** Whether nothing here can walk a stack. */
    static boolean isMissing() {
        var programs = Programs.installed();
        return !programs.has("gdb") && !programs.has("eu-stack");
    }
}
