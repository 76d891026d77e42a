package dev.corewatch.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Containers of a containerd of our own, and of runc, each with a real HAProxy of another distribution in it. What they keep of their
 * containers lies below a directory that stands for the host's root.
 */
public final class RealContainers {

    private static final long PATIENCE = 60_000_000_000L;

    private static final String ASK_AND_WAIT_FOR_ITS_END = """
            import socket, sys
            with socket.socket(socket.AF_UNIX) as haproxy:
                haproxy.connect(("\\0" + sys.argv[1]).ljust(108, "\\0"))
                haproxy.sendall(b"expert-mode on; debug dev bug\\n")
                try:
                    haproxy.recv(1)
                except ConnectionResetError:
                    pass
            """;

    private final Path home;
    private final Path root;
    private final Process containerd;
    private final List<String[]> started = new ArrayList<>();
    private final List<String> bundles = new ArrayList<>();

    /** Below that directory, which is its own. */
    public RealContainers(Path home) throws Exception {
        this.home = home;
        root = Path.of(output("src/test/lab/lab", "root", "zlib").strip());
        Files.createDirectories(home.resolve("lab"));
        haproxy("haproxy.cfg", "");
        var settings = Files.writeString(home.resolve("containerd.toml"), """
                version = 2
                root = "%1$s/host/var/lib/containerd"
                state = "%1$s/host/run/containerd"
                disabled_plugins = ["io.containerd.grpc.v1.cri"]
                [grpc]
                  address = "%1$s/containerd.sock"
                """.formatted(home));
        containerd = new ProcessBuilder("containerd", "--config", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("containerd.log").toFile())
                .start();
        until("containerd", () -> succeeds(ctr("version")));
    }

    /** Stands for the host's root: what the runtimes keep of their containers. */
    public Path host() {
        return home.resolve("host");
    }

    /** A configuration with more lines in its global section; its name in the containers. */
    public String haproxy(String name, String global) throws IOException {
        Files.writeString(
                home.resolve("lab").resolve(name), """
                global
                stats socket abns@%s level admin
                %s
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend f
                    bind abns@%s
                """.formatted(commands(), global, home.getFileName() + name));
        return "/lab/" + name;
    }

    /** The same file as HAProxy's, but where a test may change it; its name in the containers. */
    public String program(String name) throws IOException {
        Files.copy(root.resolve("usr/sbin/haproxy"), home.resolve("lab").resolve(name));
        return "/lab/" + name;
    }

    /** What the containers have as /lab/NAME. */
    public Path inLab(String name) {
        return home.resolve("lab").resolve(name);
    }

    /** A container of containerd; the pid of its HAProxy. */
    public int containerd(String namespace, String id, List<String> options, String... command) throws Exception {
        var words =
                new ArrayList<>(List.of(ctr("--namespace", namespace, "run", "--detach", "--rootfs", "--read-only")));
        words.addAll(List.of("--mount", "type=bind,src=" + home.resolve("lab") + ",dst=/lab,options=rbind:ro"));
        words.addAll(List.of("--pid-file", home.resolve(id + ".pid").toString()));
        words.addAll(options);
        words.addAll(List.of(root.toString(), id));
        words.addAll(List.of(command));
        output(words.toArray(String[]::new));
        started.add(new String[] {namespace, id});
        return running(id);
    }

    /** Has the HAProxy with that pid die of a failed BUG_ON; returns when it has let go of its connections. */
    public void crash(int pid) throws IOException, InterruptedException {
        output("nsenter", "--net=/proc/" + pid + "/ns/net", "python3", "-c", ASK_AND_WAIT_FOR_ITS_END, commands());
    }

    /** Where each HAProxy takes commands: a name in its container's network, which HAProxy pads to the longest. */
    private String commands() {
        return home.getFileName() + "-commands";
    }

    /** The root file system that its containers have: another distribution's, with HAProxy in it. */
    public Path root() {
        return root;
    }

    /** Ends a container of containerd, and has its folder removed. */
    public void remove(String namespace, String id) throws Exception {
        output(ctr("--namespace", namespace, "task", "delete", "--force", id));
        output(ctr("--namespace", namespace, "container", "delete", id));
        started.removeIf(container -> container[1].equals(id));
    }

    /** A container of runc, by its default specification and what is changed in that. */
    public int runc(String id, Consumer<ObjectNode> change, String... command) throws Exception {
        var bundle = Files.createDirectories(home.resolve("bundles").resolve(id));
        output("runc", "spec", "--bundle", bundle.toString());
        var file = bundle.resolve("config.json").toFile();
        var spec = (ObjectNode) Json.mapper().readTree(file);
        spec.withObject("/root").put("path", root.toString());
        var process = spec.withObject("/process").put("terminal", false);
        process.set("args", Json.mapper().valueToTree(List.of(command)));
        ((ArrayNode) spec.path("mounts"))
                .addObject()
                .put("destination", "/lab")
                .put("type", "bind")
                .put("source", home.resolve("lab").toString())
                .putArray("options")
                .add("rbind")
                .add("ro");
        change.accept(spec);
        Json.mapper().writeValue(file, spec);
        output(runcs(
                "run",
                "--detach",
                "--bundle",
                bundle.toString(),
                "--pid-file",
                home.resolve(id + ".pid").toString(),
                id));
        bundles.add(id);
        return running(id);
    }

    private int running(String id) throws IOException, TimeoutException {
        int pid = Integer.parseInt(Files.readString(home.resolve(id + ".pid")).strip());
        until("HAProxy in " + id, () -> executable(pid).contains("haproxy"));
        return pid;
    }

    private static String executable(int pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "exe"))
                    .toString();
        } catch (IOException e) {
            return "";
        }
    }

    private String[] ctr(String... words) {
        var all = new ArrayList<>(
                List.of("ctr", "--address", home.resolve("containerd.sock").toString()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private String[] runcs(String... words) {
        var all = new ArrayList<>(
                List.of("runc", "--root", host().resolve("run/runc").toString()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    /** Waits for it, a minute at most. */
    public static void until(String what, BooleanSupplier condition) throws TimeoutException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("not within a minute: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** What it printed; both streams go to a file, for a container keeps those that it was started with. */
    public static String output(String... words) throws IOException, InterruptedException {
        var log = Files.createTempFile("output", ".log");
        try {
            var process = new ProcessBuilder(words)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int code = process.waitFor();
            var said = Files.readString(log, UTF_8);
            assertThat(code).as("%s: %s", String.join(" ", words), said).isZero();
            return said;
        } finally {
            Files.delete(log);
        }
    }

    private static boolean succeeds(String... words) {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new IllegalStateException("install it: src/test/lab/lab packages", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all containers, then containerd. */
    public void end() throws Exception {
        try {
            for (var container : List.copyOf(started)) {
                remove(container[0], container[1]);
            }
            for (var id : bundles) {
                output(runcs("delete", "--force", id));
            }
        } finally {
            containerd.destroy();
            containerd.waitFor();
        }
    }
}
