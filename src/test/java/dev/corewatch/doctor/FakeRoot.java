package dev.corewatch.doctor;

import dev.corewatch.system.FileOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with what /proc tells of a node and of one HAProxy, which is in a jail below it. */
final class FakeRoot {

    static final int PID = 4711;

    private final Path root;

    FakeRoot(Path root) throws IOException {
        this.root = root;
        write("proc/version", "Linux version 6.18.0 (gcc)");
        write("proc/sys/kernel/osrelease", "6.18.0\n");
        write("proc/sys/kernel/core_modes", "file\npipe\nsocket\n");
        write("proc/sys/kernel/core_pipe_limit", "0\n");
        write("proc/sys/kernel/core_sort_vma", "1\n");
        write("proc/sys/fs/suid_dumpable", "0\n");
        pattern("/cores/core.%e.%P.%t");
        link("proc/self/ns/pid", "pid:[4026531836]");
        link("proc/self/ns/user", "user:[1]");
        link("proc/1/root", root.resolve("host").toString());
        Files.createDirectories(root.resolve("host"));
        process();
    }

    private void process() throws IOException {
        write(proc("stat"), PID + " (haproxy) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 2 0 99 1 1\n");
        limit("unlimited", "unlimited");
        write(proc("coredump_filter"), "00000033\n");
        write(proc("cgroup"), "0::/\n");
        link(proc("ns/user"), "user:[1]");
        link(proc("root"), root.resolve("jail").toString());
        link(proc("cwd"), root.resolve("jail").toString());
        Files.createDirectories(root.resolve("jail/cores"));
        var own = FileOwner.of(root);
        user(own.uid(), own.gid());
    }

    private static String proc(String name) {
        return "proc/" + PID + "/" + name;
    }

    Path path() {
        return root;
    }

    Path jail() {
        return root.resolve("jail");
    }

    Path host() {
        return root.resolve("host");
    }

    void pattern(String pattern) throws IOException {
        write("proc/sys/kernel/core_pattern", pattern + "\n");
    }

    void limit(String soft, String hard) throws IOException {
        write(proc("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max file size             unlimited            unlimited            bytes
                Max core file size        %-20s %-20s bytes
                """.formatted(soft, hard));
    }

    void user(int uid, int gid) throws IOException {
        write(proc("status"), """
                Name:\thaproxy
                Uid:\t%1$d\t%1$d\t%1$d\t%1$d
                Gid:\t%2$d\t%2$d\t%2$d\t%2$d
                Groups:\t
                NSpid:\t4711\t8
                RssAnon:\t    4096 kB
                CapEff:\t0000000000000000
                """.formatted(uid, gid));
    }

    void write(String name, String text) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void link(String name, String target) throws IOException {
        var link = root.resolve(name);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }
}
