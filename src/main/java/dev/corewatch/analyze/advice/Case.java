package dev.corewatch.analyze.advice;

import dev.corewatch.analyze.fixes.Candidate;
import dev.corewatch.analyze.signature.OwnFunctions;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.HaproxyVersion;
import dev.corewatch.crash.Module;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What advice is given on. */
public record Case(Analysis analysis, @Nullable CoreFacts core, List<Candidate> candidates) {

    public Case {
        candidates = List.copyOf(candidates);
    }

    OwnFunctions stack() {
        return OwnFunctions.of(analysis.stack().frames(), analysis.kind());
    }

    @Nullable
    String version() {
        HaproxyFacts haproxy = analysis.haproxy();
        return haproxy == null ? null : haproxy.version();
    }

    /** The version, when it is exactly one. */
    @Nullable
    HaproxyVersion parsedVersion() {
        var version = version();
        return version == null ? null : HaproxyVersion.parse(version).orElse(null);
    }

    boolean isZlibBuild() {
        HaproxyFacts haproxy = analysis.haproxy();
        return haproxy != null && "zlib".equals(haproxy.compression());
    }

    /** The modules that the crashed thread's frames lie in. */
    Stream<Module> modulesOnStack() {
        var paths = analysis.stack().frames().stream()
                .map(Frame::module)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return analysis.modules().stream().filter(module -> paths.contains(module.path()));
    }
}
