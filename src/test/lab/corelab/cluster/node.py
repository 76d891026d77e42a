"""A node: scheduler, containerd, kubelet, kube-proxy and names, so that Pods run. One on a machine at a time; needs root."""
import json
from contextlib import contextmanager

from corelab import packages, system
from corelab.cluster import binaries, names, network, plane, remains
from corelab.cluster.images import Image
from corelab.cluster.settings import NodeSettings
from corelab.places import made
from corelab.shell import run

NAME = "lab"
PAUSE = "localhost/pause:1"
# Not needed, and loud when they can't work.
UNUSED = [f"io.containerd.{plugin}" for plugin in (
    "snapshotter.v1.btrfs", "snapshotter.v1.zfs", "snapshotter.v1.devmapper", "snapshotter.v1.aufs", "internal.v1.opt",
    "tracing.processor.v1.otlp")]
EVICTION = {"memory.available": "100Mi", "nodefs.available": "0%", "imagefs.available": "0%", "nodefs.inodesFree": "0%"}


class NodeCluster(plane.ControlPlane):
    """`crash_backoff`: the longest wait before a container is started again, such as 2s; None: as usual, up to 5 minutes."""

    def __init__(self, home, images=(), crash_backoff=None):
        super().__init__(home, network.ADDRESS)
        self.programs |= binaries.built(binaries.NODE)
        self.images, self.crash_backoff = images, crash_backoff

    @property
    def socket(self):
        return made(self.home / "run") / "containerd.sock"

    def bring_up(self):
        """kube-proxy is last: it waits for a node, less and less eagerly."""
        super().bring_up()
        self.add("kube-scheduler", self.scheduler(), lambda: True)
        self.add("containerd", self.containerd(), lambda: self.socket.exists()).serve()
        self.import_image(self.pause())
        for archive in self.images:
            self.import_image(archive)
        self.add("kubelet", self.kubelet(), self.node_ready).serve()
        self.add("kube-proxy", network.proxy(self.home, self.kubeconfig), network.has_services).serve()

    def node_ready(self):
        node = self.api.get(f"/api/v1/nodes/{NAME}") or {"status": {}}
        return any(condition["type"] == "Ready" and condition["status"] == "True"
                   for condition in node["status"].get("conditions", []))

    def import_image(self, archive):
        run(["ctr", "--address", self.socket, "--namespace", "k8s.io", "images", "import", archive])

    def pause(self):
        """Holds a Pod's namespaces."""
        layer = {"pause": self.programs["pause"]}
        return Image(PAUSE, (layer,), ("/pause",), user="65535:65535").write(self.home / "pause.tar")

    def scheduler(self):
        return [self.programs["kube-scheduler"], *plane.flags({
            "kubeconfig": self.kubeconfig, "leader-elect": "false", "bind-address": "127.0.0.1", "secure-port": 0})]

    def containerd(self):
        """Its configuration is TOML, and so are these lines. A runc without CAP_SYS_RESOURCE can't lower a Pod's OOM score."""
        made(self.home / "cni").joinpath("10-lab.conflist").write_text(network.plugins(), encoding="utf-8")
        cri = '[plugins."io.containerd.grpc.v1.cri"'
        file = self.home / "containerd.toml"
        file.write_text("\n".join([
            "version = 2", f'root = "{self.home}/containerd"',
            f"disabled_plugins = {json.dumps(UNUSED)}",
            "[grpc]", f'address = "{self.socket}"',
            f"{cri}]", f'sandbox_image = "{PAUSE}"', "netns_mounts_under_state_dir = true", "restrict_oom_score_adj = true",
            f"{cri}.cni]", f'bin_dir = "{network.PLUGINS}"', f'conf_dir = "{self.home}/cni"', ""]), encoding="utf-8")
        return ["containerd", "--config", file]

    def kubelet(self):
        file = self.home / "kubelet.json"
        file.write_text(json.dumps(self.kubelet_configuration()), encoding="utf-8")
        return [self.programs["kubelet"], *plane.flags({
            "config": file, "kubeconfig": self.kubeconfig,
            "cert-dir": self.home / "kubelet-pki", "hostname-override": NAME, "node-ip": network.ADDRESS})]

    def kubelet_configuration(self):
        """Images can't be pulled again, so none is ever collected, and nothing is evicted for lack of disk."""
        [port] = plane.ports.free(1, network.ADDRESS)
        eager = {"featureGates": {"KubeletCrashLoopBackOffMax": True},
                 "crashLoopBackOff": {"maxContainerRestartPeriod": self.crash_backoff}} if self.crash_backoff else {}
        return {
            "apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration", **eager,
            "address": network.ADDRESS, "port": port, "healthzPort": 0,
            "authentication": {"anonymous": {"enabled": True}, "webhook": {"enabled": False}},
            "authorization": {"mode": "AlwaysAllow"}, "containerRuntimeEndpoint": f"unix://{self.socket}",
            "cgroupDriver": "cgroupfs", "cgroupRoot": f"/{remains.CGROUP}", "failCgroupV1": False, "failSwapOn": False,
            "makeIPTablesUtilChains": False, "clusterDNS": [network.ADDRESS], "clusterDomain": "cluster.local",
            "volumePluginDir": str(self.home / "volume-plugins"),
            "imageGCHighThresholdPercent": 100, "evictionHard": EVICTION}

    def facts(self):
        return {**super().facts(), "node": NAME, "containerd": str(self.socket)}


@contextmanager
def running(images, crash_backoff):
    """A cluster with a node, in mounts of its own, until the block ends."""
    packages.ensure(packages.CLUSTER + packages.NODE)
    settings = NodeSettings()
    system.own_mounts()
    system.share_mounts()
    with settings.taken(), remains.cleared(settings.state / "node") as home:
        made(home / "logs")
        network.bring_up()
        remains.make_cgroups()
        with plane.running(NodeCluster(home, images, crash_backoff)) as cluster, names.served(cluster.api, network.ADDRESS):
            yield cluster
