package dev.corewatch.publish.report;

import java.util.List;

/** A labelled statement of a report, a list of lines that say one thing each. */
record Fact(String label, List<String> lines) {

    Fact {
        lines = List.copyOf(lines);
    }
}
