package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootedPathTest {

    @TempDir
    Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(root.resolve("usr/lib"));
        Files.writeString(root.resolve("usr/lib/libz.so.1.2.13"), "z");
        Files.writeString(directory.resolve("secret"), "s");
    }

    @Test
    void followsLinksInsideTheRoot() throws IOException {
        link("lib", "usr/lib");
        link("lib64", "/usr/lib");
        link("usr/lib/libz.so.1", "libz.so.1.2.13");
        link("usr/lib/up.so", "../../usr/./lib/libz.so.1");
        var target = root.resolve("usr/lib/libz.so.1.2.13");
        assertThat(RootedPath.resolve(root, "/lib/libz.so.1")).contains(target);
        assertThat(RootedPath.resolve(root, "/lib64/libz.so.1")).contains(target);
        assertThat(RootedPath.resolve(root, "/lib64/up.so")).contains(target);
    }

    @Test
    void neverLeavesTheRoot() throws IOException {
        link("absolute", directory.resolve("secret").toString());
        link("up", "../secret");
        link("far", "../../../../../../../../.." + directory.resolve("secret"));
        assertThat(RootedPath.resolve(root, "/absolute")).isEmpty();
        assertThat(RootedPath.resolve(root, "/up")).isEmpty();
        assertThat(RootedPath.resolve(root, "/far")).isEmpty();
    }

    @Test
    void takesAnAbsoluteLinkAsOneOfThatRoot() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "its own");
        link("link", "/etc/passwd");
        assertThat(RootedPath.resolve(root, "/link")).contains(root.resolve("etc/passwd"));
    }

    @Test
    void refusesClaimsThatAreNoPlainAbsolutePaths() {
        for (var claim : new String[] {
            "",
            "usr/lib/libz.so.1.2.13",
            "/../secret",
            "/usr/../../secret",
            "/usr/lib/./x",
            "/a\0b",
            "/" + "a".repeat(5000)
        }) {
            assertThat(RootedPath.resolve(root, claim)).as(claim).isEmpty();
        }
    }

    @Test
    void givesUpOnLinksInACircle() throws IOException {
        link("a", "b");
        link("b", "a");
        assertThat(RootedPath.resolve(root, "/a")).isEmpty();
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }
}
