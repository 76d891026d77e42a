package dev.corewatch.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code corewatch agent}: on a node, taking the core of every HAProxy that dies there. */
@Command(
        name = "agent",
        description = "Take the core of every HAProxy that dies on this node: keep, analyze, publish.",
        mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--restore",
            description = "Only put core_pattern back to what it was before an agent that is gone took it.")
    private boolean restore;

    @Mixin
    private SpoolOption spool = new SpoolOption();

    @Override
    public Integer call() throws IOException {
        return restore ? putBack() : RoleRun.of(AgentRole.class);
    }

    private int putBack() throws IOException {
        try {
            var owner = Agent.owner(spool.directory());
            var before = owner.previousPattern();
            var left = owner.restore();
            spec.commandLine().getOut().println("core_pattern is " + before);
            left.keySet().forEach(this::sayLeft);
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.SOFTWARE, "core_pattern can't be put back: " + e.getMessage(), e);
        }
    }

    private void sayLeft(String name) {
        spec.commandLine().getErr().println("kernel." + name + " is left: somebody else has set it since");
    }
}
