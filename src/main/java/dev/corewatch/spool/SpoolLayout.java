package dev.corewatch.spool;

import dev.corewatch.crash.PathSegment;
import dev.corewatch.crash.Workload;
import java.nio.file.Path;

/**
 * Where everything lies below the root:
 *
 * <pre>
 * lock                                         held by the one writing process, holds its pid
 * spool/&lt;id&gt;/state.json                        the step it is in; what it says is done is done
 * spool/&lt;id&gt;/occurrence.json                   the document, redacted once it has a report
 * spool/&lt;id&gt;/core | core.zst                   raw, then compressed; neither once it was removed
 * spool/&lt;id&gt;/analysis.json                     what the debugger said, raw: never leaves the spool
 * spool/&lt;id&gt;/testimonies.json                  what other channels said, raw: never leaves the spool
 * spool/&lt;id&gt;/report.{txt,json,md,html}
 * groups/&lt;namespace&gt;/&lt;workload&gt;/&lt;container&gt;/&lt;signature&gt;.json        a group: one signature on one workload
 * groups/&lt;namespace&gt;/&lt;workload&gt;/&lt;container&gt;/&lt;signature&gt;.ack.json    a person's word on it, written by {@code ack}
 * groups/&lt;namespace&gt;/&lt;workload&gt;/&lt;container&gt;/&lt;signature&gt;.moved.json  what became of it when signatures changed
 * groups/&lt;namespace&gt;/&lt;workload&gt;/&lt;container&gt;/crashes.json            its crashes by signal
 * migration.json                               what a change of signatures under way will write
 * opened/                                      cores decompressed for a debugger
 * set-aside/                                   what could not be understood, each with a reason.txt
 * objects/                                     binaries and libraries by build-id; not the spool's
 * </pre>
 *
 * Two workloads with one signature have two groups, hence the directories: their names are escaped ({@link PathSegment}).
 */
public record SpoolLayout(Path root) {

    public static final Path DEFAULT_ROOT = Path.of("/var/lib/corewatch");

    Path lock() {
        return root.resolve("lock");
    }

    Path occurrences() {
        return root.resolve("spool");
    }

    /** The directory of one occurrence. */
    public Path occurrence(String id) {
        return occurrences().resolve(id);
    }

    Path state(String id) {
        return occurrence(id).resolve("state.json");
    }

    Path document(String id) {
        return occurrence(id).resolve("occurrence.json");
    }

    Path analysis(String id) {
        return occurrence(id).resolve("analysis.json");
    }

    Path testimonies(String id) {
        return occurrence(id).resolve("testimonies.json");
    }

    /** The uncompressed core. */
    public Path core(String id) {
        return occurrence(id).resolve("core");
    }

    /** The compressed core. */
    public Path compressedCore(String id) {
        return occurrence(id).resolve("core.zst");
    }

    /**
     * A written report.
     *
     * @param extension txt, json, md or html
     */
    public Path report(String id, String extension) {
        return occurrence(id).resolve("report." + extension);
    }

    Path groups() {
        return root.resolve("groups");
    }

    Path groups(String workloadKey) {
        return groups().resolve(workloadKey);
    }

    Path group(Workload workload, String signature) {
        return groups(workload.key()).resolve(PathSegment.of(signature) + ".json");
    }

    Path acknowledgement(Workload workload, String signature) {
        return groups(workload.key()).resolve(PathSegment.of(signature) + Acknowledgement.SUFFIX);
    }

    Path moved(Workload workload, String signature) {
        return groups(workload.key()).resolve(PathSegment.of(signature) + Moved.SUFFIX);
    }

    /** Of a change of signatures that is under way. */
    Path migration() {
        return root.resolve("migration.json");
    }

    Path tally(Workload workload) {
        return groups(workload.key()).resolve(Tally.FILE);
    }

    Path opened() {
        return root.resolve("opened");
    }

    Path setAside() {
        return root.resolve("set-aside");
    }
}
