package dev.corewatch.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link ControlPlane} with a node, so that Pods run: scheduler, containerd, kubelet, kube-proxy, names of Services. One on a machine at a
 * time: the next waits. Needs root. Images are the lab's own; a cluster of somebody else's (COREWATCH_TEST_CONTEXT) has to have them.
 */
public final class NodeCluster implements AutoCloseable {

    private final ControlPlane plane;

    private NodeCluster(ControlPlane plane) {
        this.plane = plane;
    }

    /** Returns when the node is ready and has the images. A crashed container is started again within seconds, however often it crashed. */
    public static NodeCluster start(LabImage... images) throws IOException, InterruptedException {
        if (ControlPlane.isSomebodyElses()) {
            return new NodeCluster(ControlPlane.start());
        }
        var words = new ArrayList<>(List.of("cluster", "run", "--node", "--crash-backoff", "1s"));
        for (var image : images) {
            words.addAll(List.of("--image", image.archive().toString()));
        }
        return new NodeCluster(ControlPlane.of(RunningLab.start(words.toArray(String[]::new))));
    }

    /** The one that all tests of this run share, in namespaces of their own, with all images; it ends with the run. */
    public static NodeCluster shared() {
        return Shared.CLUSTER;
    }

    private static final class Shared {
        static final NodeCluster CLUSTER = started();

        private static NodeCluster started() {
            try {
                return start(LabImage.ZLIB, LabImage.SLZ, LabImage.COREWATCH);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the cluster started", e);
            }
        }
    }

    /** Everything but the node. */
    public ControlPlane plane() {
        return plane;
    }

    /** As the cluster's admin. */
    public KubernetesClient client() {
        return plane.client();
    }

    @Override
    public void close() throws IOException {
        plane.close();
    }
}
