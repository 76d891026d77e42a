"""The node's network: a bridge that Pods hang on. Its address is the machine's, and the cluster listens on it alone.

Services' addresses are kube-proxy's, in nftables of its own.
"""
import json

from corelab.cluster import binaries, ports
from corelab.say import LabError
from corelab.shell import run

BRIDGE = "corewatch0"
ADDRESS = "10.189.0.1"
PODS = "10.189.0.0/16"
FIRST_POD = "10.189.1.1"
PLUGINS = "/usr/lib/cni"
TABLES = ("ip", "ip6")


def bring_up():
    run(["ip", "link", "add", BRIDGE, "type", "bridge"])
    run(["ip", "address", "add", f"{ADDRESS}/16", "dev", BRIDGE])
    run(["ip", "link", "set", BRIDGE, "up"])


def take_down():
    """Also what a killed cluster left."""
    for words in (["ip", "link", "delete", BRIDGE], *(["nft", "delete", "table", family, "kube-proxy"] for family in TABLES)):
        try:
            run(words)
        except LabError:
            pass    # it isn't there


def has_services():
    """Whether kube-proxy has written its rules."""
    try:
        return "service-ips" in run(["nft", "list", "table", "ip", "kube-proxy"])
    except LabError:
        return False


def plugins():
    """For containerd: https://www.cni.dev/plugins/current/main/bridge/."""
    ipam = {"type": "host-local", "routes": [{"dst": "0.0.0.0/0"}],
            "ranges": [[{"subnet": PODS, "rangeStart": FIRST_POD, "gateway": ADDRESS}]]}
    bridge = {"type": "bridge", "bridge": BRIDGE, "isGateway": True, "hairpinMode": True, "ipam": ipam}
    return json.dumps({"cniVersion": "0.4.0", "name": "lab", "plugins": [bridge]})


def proxy(home, kubeconfig):
    """kube-proxy's words. Pods of one bridge answer each other past the node: so their clients are the node, to Services."""
    health, metrics = (f"{ADDRESS}:{port}" for port in ports.free(2, ADDRESS))
    untouched = {"maxPerCore": 0, "min": 0, "tcpEstablishedTimeout": "0s", "tcpCloseWaitTimeout": "0s"}
    configuration = home / "kube-proxy.json"
    configuration.write_text(json.dumps({
        "apiVersion": "kubeproxy.config.k8s.io/v1alpha1", "kind": "KubeProxyConfiguration", "mode": "nftables",
        "clientConnection": {"kubeconfig": str(kubeconfig)}, "clusterCIDR": PODS, "hostnameOverride": "lab",
        "healthzBindAddress": health, "metricsBindAddress": metrics, "conntrack": untouched,
        "nftables": {"masqueradeAll": True, "minSyncPeriod": "0s"}}), encoding="utf-8")
    return [binaries.built(binaries.NODE)["kube-proxy"], "--config", configuration]
