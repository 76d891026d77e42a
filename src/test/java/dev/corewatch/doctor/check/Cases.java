package dev.corewatch.doctor.check;

import dev.corewatch.doctor.facts.CorePattern;
import dev.corewatch.doctor.facts.Dump;
import dev.corewatch.doctor.facts.Dump.Dumpable;
import dev.corewatch.doctor.facts.Handler;
import dev.corewatch.doctor.facts.Node;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;
import dev.corewatch.doctor.facts.Place.Condition;
import dev.corewatch.doctor.facts.Place.SameName;
import dev.corewatch.doctor.facts.Program;
import dev.corewatch.doctor.facts.Sandbox;
import dev.corewatch.doctor.facts.Who;
import dev.corewatch.system.AccessRights;
import dev.corewatch.system.MountFacts;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A healthy HAProxy on a healthy node, and what may be wrong with it. */
final class Cases {

    static final String GOOD = "/cores/core.%e.%P.%h.%t";
    private static final long SIXTEEN = 16 << 20;
    private static final long DISK = 0xEF53;
    private static final long TMPFS = 0x01021994;

    private Cases() {}

    static Node node(String pattern) {
        return node(pattern, 0, null);
    }

    static Node node(String pattern, int suidDumpable, @Nullable Handler handler) {
        return node(pattern, suidDumpable, handler, 0, 0);
    }

    static Node node(String pattern, int suidDumpable, @Nullable Handler handler, int pipeLimit, int dumping) {
        return new Node(
                "6.18.0",
                CorePattern.of(pattern, true),
                pipeLimit,
                0,
                1,
                suidDumpable,
                handler,
                dumping,
                Sandbox.NONE,
                Path.of("/proc/1/root"));
    }

    static Handler handler(Handler.State state, String place) {
        return new Handler(state, place);
    }

    static Who who(boolean contained, @Nullable String root, boolean apport) {
        return new Who(
                4711, contained ? 8 : 4711, contained, "haproxy", new AccessRights(99, 99, Set.of(), 0), root, apport);
    }

    static Dump dump(Dumpable dumpable) {
        return new Dump(dumpable, Dump.UNLIMITED, Dump.UNLIMITED, Dump.UNLIMITED, 0x33, SIXTEEN);
    }

    static Dump limited(long soft, long hard) {
        return new Dump(Dumpable.YES, soft, hard, Dump.UNLIMITED, 0x33, SIXTEEN);
    }

    static Dump fileLimited(long limit) {
        return new Dump(Dumpable.YES, Dump.UNLIMITED, Dump.UNLIMITED, limit, 0x33, SIXTEEN);
    }

    static Dump filtered(int filter) {
        return new Dump(Dumpable.YES, Dump.UNLIMITED, Dump.UNLIMITED, Dump.UNLIMITED, filter, SIXTEEN);
    }

    static Dump large(long bytes) {
        return new Dump(Dumpable.YES, Dump.UNLIMITED, Dump.UNLIMITED, Dump.UNLIMITED, 0x33, bytes);
    }

    static MountFacts disk(boolean readOnly, long free, long freeFiles) {
        return new MountFacts(DISK, readOnly, free, 1000, freeFiles);
    }

    static Place place(Condition condition) {
        return new Place("/cores", "core.1", null, condition, disk(false, 1L << 40, 10), SameName.NONE, null);
    }

    static Place on(MountFacts mount) {
        return new Place("/cores", "core.1", null, Condition.USABLE, mount, SameName.NONE, null);
    }

    static Place tmpfs(@Nullable Long memoryLeft) {
        var mount = new MountFacts(TMPFS, false, 1L << 30, 0, 0);
        return new Place("/cores", "core.1", null, Condition.USABLE, mount, SameName.NONE, memoryLeft);
    }

    static Place named(SameName same) {
        return new Place("/cores", "core.1", null, Condition.USABLE, disk(false, 1L << 40, 10), same, null);
    }

    static Patient healthy() {
        return at(node(GOOD), place(Condition.USABLE));
    }

    static Patient with(Node node, Dump dump) {
        var place = node.writesFiles() ? place(Condition.USABLE) : null;
        return new Patient(node, who(true, "/", false), dump, new Program("/usr/sbin/haproxy", ""), place);
    }

    static Patient with(Dump dump) {
        return with(node(GOOD), dump);
    }

    static Patient with(Program program, Dumpable dumpable) {
        return new Patient(node(GOOD), who(true, "/", false), dump(dumpable), program, place(Condition.USABLE));
    }

    static Patient with(Node node, Who who, @Nullable Place place) {
        return new Patient(node, who, dump(Dumpable.YES), new Program("/usr/sbin/haproxy", ""), place);
    }

    static Patient at(Node node, Place place) {
        return with(node, who(true, "/", false), place);
    }
}
