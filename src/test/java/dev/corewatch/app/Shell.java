package dev.corewatch.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command as a shell would, in this process, and keeps what it said. */
record Shell(int exitCode, String out, String err) {

    static Shell run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Shell(code, out.toString(), err.toString());
    }
}
