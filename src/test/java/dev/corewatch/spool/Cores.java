package dev.corewatch.spool;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Workload;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/** Files to be kept. The spool never looks into a core, so any bytes will do. */
public final class Cores {

    public static final Workload WORKLOAD = new Workload("default", "thing-proxy", "haproxy", null, null, null);

    private Cores() {}

    /** A file with data at its beginning and its end and a hole between. */
    public static Path write(Path file, int dataBytes, long size) throws IOException {
        var data = new byte[dataBytes / 2];
        new Random(dataBytes).nextBytes(data);
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(data), 0);
            out.write(ByteBuffer.wrap(data), size - data.length);
        }
        return file;
    }

    /** The file, opened as the capture opens it. */
    public static CoreSource open(Path file) throws IOException {
        return open(file, WORKLOAD);
    }

    static CoreSource open(Path file, Workload workload) throws IOException {
        var image = new CoreImage(
                new CoreFacts(Files.size(file), true, 0, false, null),
                62,
                new CoreProcess(7, 99, 99, "haproxy", null),
                new Signal("SIGSEGV", 11, 1, "0x0"),
                List.of(),
                List.of(),
                null);
        var identity = new Identity("boot", null, 7, null, null, null);
        return new CoreSource(file, SafeOpen.regularFile(file), image, identity, workload);
    }

    /** A report that says nothing but its signature. */
    static Report report(String signature) {
        return new Report(
                Report.SCHEMA,
                CrashKind.UNKNOWN,
                false,
                null,
                null,
                Stack.NONE,
                null,
                null,
                new Signature(1, signature, "title", List.of()),
                List.of(),
                List.of(),
                "none",
                List.of(),
                List.of(),
                List.of());
    }
}
