package dev.corewatch.app;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.pipeline.Publisher;
import dev.corewatch.publish.report.CrashLine;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** One line per crash in the log; its fields are the log record's MDC, which the JSON format writes out. */
final class CrashLog implements Publisher {

    private static final Logger LOG = Logger.getLogger("dev.corewatch.crash");

    @Override
    public void publish(Occurrence occurrence, @Nullable Group group) {
        var line = CrashLine.of(occurrence);
        line.fields().forEach(MDC::put);
        try {
            LOG.error(line.sentence());
        } finally {
            line.fields().keySet().forEach(MDC::remove);
        }
    }
}
