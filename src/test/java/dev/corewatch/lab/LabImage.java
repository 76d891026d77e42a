package dev.corewatch.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image of the lab's, as an archive below target/: made anew by each run, since HAProxy's parts are cached and corewatch's change. */
public record LabImage(String name, List<String> words) {

    /** The story's HAProxy: its compression is zlib's, which libfaults.so has crash. */
    public static final LabImage ZLIB = haproxy("zlib");

    /** The same with libslz instead: the fix. */
    public static final LabImage SLZ = haproxy("slz");

    /** corewatch, as target/ has it. */
    public static final LabImage COREWATCH = new LabImage("localhost/corewatch:test", List.of("corewatch"));

    private static LabImage haproxy(String variant) {
        return new LabImage("localhost/haproxy:" + variant, List.of("haproxy", variant));
    }

    Path archive() throws IOException, InterruptedException {
        var archive =
                Path.of("target/lab/images", String.join("-", words) + ".tar").toAbsolutePath();
        Files.createDirectories(archive.getParent());
        var command = new ArrayList<>(List.of("src/test/lab/lab", "cluster", "image"));
        command.addAll(words);
        command.add(archive.toString());
        RealContainers.output(command.toArray(String[]::new));
        return archive;
    }
}
