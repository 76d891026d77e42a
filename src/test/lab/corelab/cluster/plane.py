"""The control plane: etcd, API server and controller manager on ports of the system's choice. Needs no root."""
import secrets
from contextlib import contextmanager

from corelab import packages
from corelab.cluster import binaries, ports
from corelab.cluster.api import Api
from corelab.cluster.component import Component, Ended
from corelab.places import made
from corelab.say import say
from corelab.shell import run

TRIES = 5
SERVICES = "10.190.0.0/24"
ISSUER = "https://kubernetes.default.svc"


class ControlPlane:
    """`components` by name, in the order of their start. `address`: where all of it listens."""

    def __init__(self, home, address="127.0.0.1"):
        self.home, self.address = home, address
        self.programs = binaries.control_plane()
        self.components = {}
        self.api = None

    @property
    def kubeconfig(self):
        return self.home / "kubeconfig"

    @property
    def signing_key(self):
        return self.home / "service-accounts.key"

    def add(self, name, argv, ready):
        component = Component(name, argv, self.home / "logs" / f"{name}.log", ready)
        self.components[name] = component
        component.start()
        return component

    def bring_up(self):
        self.write_credentials()
        self.serve()
        self.kubeconfig.touch(0o600)
        self.kubeconfig.write_text(self.api.kubeconfig(), encoding="utf-8")
        self.add("kube-controller-manager", self.controller_manager(),
                 lambda: self.api.get("/api/v1/namespaces/default/serviceaccounts/default")).serve()

    def write_credentials(self):
        packages.ensure(packages.CLUSTER)
        self.token = secrets.token_urlsafe(24)
        for name in ("tokens.csv", self.signing_key.name):
            (self.home / name).touch(0o600)
        (self.home / "tokens.csv").write_text(f"{self.token},admin,admin,system:masters\n", encoding="utf-8")
        run(["openssl", "genrsa", "-out", self.signing_key, "2048"])

    def serve(self):
        """Again with other ports when somebody took one in between."""
        for attempt in range(1, TRIES + 1):
            etcd_port, peer_port, port = ports.free(3, self.address)
            self.api = Api(f"https://{self.address}:{port}", self.token, made(self.home / "apiserver") / "apiserver.crt")
            self.add("etcd", self.etcd(etcd_port, peer_port), lambda: True)
            self.add("kube-apiserver", self.api_server(etcd_port, port), self.serves)
            try:
                self.components["kube-apiserver"].serve()
                return
            except Ended as ended:
                self.stop()
                if attempt == TRIES or "address already in use" not in str(ended):
                    raise
                say("a port was taken in between: once more")

    def serves(self):
        return self.components["etcd"].serves() and self.api.ready()

    def etcd(self, port, peer_port):
        client, peer = (f"http://{self.address}:{number}" for number in (port, peer_port))
        return [self.programs["etcd"], "--data-dir", self.home / "etcd", "--unsafe-no-fsync", "--log-level=warn",
                "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
                "--initial-advertise-peer-urls", peer, "--initial-cluster", f"default={peer}"]

    def api_server(self, etcd_port, port):
        """Makes its own certificate. One token is everybody's, the cluster's admin; others are by --as and TokenRequest."""
        options = {
            "etcd-servers": f"http://{self.address}:{etcd_port}", "bind-address": self.address,
            "advertise-address": self.address, "secure-port": port, "cert-dir": self.home / "apiserver",
            "token-auth-file": self.home / "tokens.csv", "authorization-mode": "Node,RBAC", "allow-privileged": "true",
            "kubelet-preferred-address-types": "InternalIP", "enable-aggregator-routing": "true",
            "service-cluster-ip-range": SERVICES, "service-account-issuer": ISSUER,
            "service-account-key-file": self.signing_key, "service-account-signing-key-file": self.signing_key}
        return [self.programs["kube-apiserver"], *flags(options)]

    def controller_manager(self):
        return [self.programs["kube-controller-manager"], *flags({
            "kubeconfig": self.kubeconfig, "leader-elect": "false", "bind-address": "127.0.0.1", "secure-port": 0,
            "flex-volume-plugin-dir": self.home / "volume-plugins",
            "service-account-private-key-file": self.signing_key, "root-ca-file": self.api.authorities})]

    def stop(self):
        for component in reversed(self.components.values()):
            component.stop()

    def facts(self):
        return {"kubeconfig": str(self.kubeconfig), "server": self.api.server, "logs": str(self.home / "logs")}


def flags(options):
    return [f"--{name}={value}" for name, value in options.items()]


@contextmanager
def running(plane):
    """The plane, serving, until the block ends."""
    try:
        plane.bring_up()
        yield plane
    finally:
        plane.stop()
