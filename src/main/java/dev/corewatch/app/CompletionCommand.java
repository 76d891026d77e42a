package dev.corewatch.app;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corewatch completion bash|zsh}: a script to be sourced by the shell. */
@Command(
        name = "completion",
        description = "Print a completion script: source <(corewatch completion bash).",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

    private enum Shell {
        BASH,
        ZSH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.BASH;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        if (shell == Shell.ZSH) {
            out.println("autoload -U +X compinit && compinit; autoload -U +X bashcompinit && bashcompinit");
        }
        out.println(AutoComplete.bash("corewatch", Main.commandLine()));
        out.flush();
    }
}
