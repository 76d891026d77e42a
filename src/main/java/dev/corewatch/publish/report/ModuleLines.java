package dev.corewatch.publish.report;

import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Report;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which of a report's modules are worth a line. */
final class ModuleLines {

    private ModuleLines() {}

    /** Those that a frame of the crashed thread lies in, by path. */
    static List<Module> onTheStack(Report report) {
        var paths = report.stack().frames().stream()
                .map(Frame::module)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return report.modules().stream()
                .filter(module -> paths.contains(module.path()))
                .toList();
    }
}
