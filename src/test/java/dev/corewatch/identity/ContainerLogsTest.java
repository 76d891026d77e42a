package dev.corewatch.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerLogsTest {

    private static final String ID = Dead.ID;
    private static final String UID = Dead.UID;
    private static final String POD = "/var/log/pods/prod_edge-0_" + UID;

    @TempDir
    Path host;

    @Test
    void findsDockersByTheContainersId() throws IOException {
        var path = "/var/lib/docker/containers/" + ID + "/" + ID + "-json.log";
        write(path);

        assertThat(log(ContainerRuntime.DOCKER, null)).isEqualTo(path);
    }

    @Test
    void findsThatOfAPodByTheLinkOfItsVeryContainer() throws IOException {
        write(POD + "/haproxy/0.log");
        write(POD + "/haproxy/1.log");
        link("edge-0_prod_haproxy-" + ID + ".log", POD + "/haproxy/0.log");
        link("edge-0_prod_haproxy-" + ID.replace('0', '1') + ".log", POD + "/haproxy/1.log");

        assertThat(log(ContainerRuntime.CONTAINERD, UID))
                .isEqualTo("/var/log/containers/edge-0_prod_haproxy-" + ID + ".log");
    }

    @Test
    void findsTheNewestOfAPodsContainerWithoutALink() throws IOException {
        write(POD + "/sidecar/12.log");
        write(POD + "/haproxy/9.log");
        write(POD + "/haproxy/10.log");
        write(POD + "/haproxy/10.log.20261125-223000");
        write(POD + "/haproxy/11.txt");
        write("/var/log/pods/prod_edge-1_" + UID.replace('1', '2') + "/haproxy/30.log");

        assertThat(log(ContainerRuntime.CRIO, UID)).isEqualTo(POD + "/haproxy/10.log");
    }

    @Test
    void takesTheOnlyContainerOfAPodWhoseNamesAreNotKnown() throws IOException {
        write(POD + "/other/0.log");

        assertThat(log(ContainerRuntime.UNKNOWN, UID)).isEqualTo(POD + "/other/0.log");
    }

    @Test
    void choosesNoneOfSeveralThatItCouldBe() throws IOException {
        write(POD + "/one/0.log");
        write(POD + "/two/0.log");

        assertThat(log(ContainerRuntime.CONTAINERD, UID)).isNull();
    }

    @Test
    void asksNoFileForANameThatIsFree() throws IOException {
        write("/var/lib/docker/containers/edge/edge-json.log");

        assertThat(new ContainerLogs(host).of(new Container(ContainerRuntime.RUNC, "edge", null), workload()))
                .isEmpty();
    }

    private @Nullable String log(ContainerRuntime runtime, @Nullable String podUid) {
        return new ContainerLogs(host)
                .of(new Container(runtime, ID, podUid), workload())
                .orElse(null);
    }

    private static Workload workload() {
        return new Workload("prod", "edge", "haproxy", "edge-0", "node-1", null);
    }

    private void write(String path) throws IOException {
        var file = host.resolve(path.substring(1));
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "");
    }

    private void link(String name, String target) throws IOException {
        var links = Files.createDirectories(host.resolve("var/log/containers"));
        Files.createSymbolicLink(links.resolve(name), Path.of(target));
    }
}
