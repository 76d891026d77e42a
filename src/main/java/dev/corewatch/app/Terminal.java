package dev.corewatch.app;

import dev.corewatch.publish.report.Look;
import java.io.Console;
import java.util.Optional;

/** What standard output is: its width and whether colours make sense. */
final class Terminal {

    private static final int NARROW = 80;

    private Terminal() {}

    static Look look() {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return Look.of(terminal, System.getenv(), columns());
    }

    private static int columns() {
        var columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[0-9]{2,3}") ? Integer.parseInt(columns) : NARROW;
    }
}
