"""Containers by runc, as Docker and containerd run them: root, mounts and pid namespace of their own, no privilege.

The network is the machine's. A container ends with the block that made it, or, after kill -9, when the next one is made.
"""
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corelab import packages
from corelab.child import running
from corelab.places import made
from corelab.say import LabError
from corelab.shell import run
from corelab.until import until

STATE = Path("/run/corewatch-lab")
UNLIMITED = 2 ** 64 - 1
SETS = ("bounding", "effective", "permitted", "inheritable", "ambient")
# What Docker leaves to root (https://github.com/moby/moby, oci/caps/defaults.go).
DOCKERS = ("CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP",
           "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE")
# Of what Docker's seccomp profile denies to a container without SYS_ADMIN.
DENIED = ("unshare", "setns", "mount", "umount2", "pivot_root", "bpf", "perf_event_open")
SYSTEM = (("/proc", "proc", []), ("/dev", "tmpfs", ["nosuid", "mode=755"]), ("/sys", "sysfs", ["nosuid", "ro"]))


@dataclass
class Container:
    """`binds`: [from, to] pairs, or [from, to, "ro"]. `pids`: a process whose pid namespace is joined, else it has its own."""
    name: str
    root: Path
    binds: list = field(default_factory=list)
    uid: int = 0
    capabilities: tuple = ()
    pids: int | None = None
    core_limit: int = UNLIMITED

    @property
    def key(self):
        return f"{self.name}-{os.getpid()}"

    def command(self, argv, environment):
        """What runs `argv` in it, in the foreground."""
        bundle = made(STATE / "bundles" / self.key)
        (bundle / "config.json").write_text(json.dumps(self.described(argv, environment)), encoding="utf-8")
        return runc("run", "--bundle", bundle, self.key)

    def described(self, argv, environment):
        """An OCI runtime specification: https://github.com/opencontainers/runtime-spec/blob/main/config.md."""
        environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", **environment}
        return {
            "ociVersion": "1.0.2", "hostname": self.name, "root": {"path": str(self.root), "readonly": True},
            "process": {
                "user": {"uid": self.uid, "gid": self.uid}, "args": [str(word) for word in argv], "cwd": "/",
                "env": [f"{name}={value}" for name, value in environment.items()], "noNewPrivileges": True,
                "capabilities": {kind: self.granted(kind) for kind in SETS},
                "rlimits": [{"type": "RLIMIT_CORE", "hard": self.core_limit, "soft": self.core_limit}]},
            "mounts": [*(mount(to, kind, kind, options) for to, kind, options in SYSTEM),
                       *(mount(to, "bind", source, ["rbind", *options]) for source, to, *options in self.binds)],
            "linux": {"namespaces": self.namespaces(), "seccomp": {
                "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": DENIED, "action": "SCMP_ACT_ERRNO"}]}},
        }

    def granted(self, kind):
        return [f"CAP_{name}" for name in self.capabilities] if kind in ("bounding", "effective", "permitted") else []

    def namespaces(self):
        joined = {"path": f"/proc/{self.pids}/ns/pid"} if self.pids else {}
        return [{"type": "pid", **joined}, *({"type": kind} for kind in ("mount", "ipc", "uts"))]

    def remove(self):
        run(runc("delete", "--force", self.key))
        shutil.rmtree(STATE / "bundles" / self.key, ignore_errors=True)


def mount(to, kind, source, options):
    return {"destination": str(to), "type": kind, "source": str(source), "options": options}


def runc(*words):
    return ["runc", "--root", str(made(STATE / "runc")), *map(str, words)]


@contextmanager
def removed(container):
    """Makes way for it, and removes it when the block ends."""
    packages.ensure(packages.CONTAINER)
    sweep()
    try:
        yield container
    finally:
        container.remove()


def sweep():
    """Ends the containers of labs that were killed."""
    for bundle in made(STATE / "bundles").iterdir():
        if not os.path.exists(f"/proc/{bundle.name.rpartition('-')[2]}"):
            run(runc("delete", "--force", bundle.name))
            shutil.rmtree(bundle, ignore_errors=True)


def machine():
    """A root with this machine's programs and nothing else: what the image of a sidecar has."""
    root = made(STATE / "machine")
    for name in ("usr", "etc", "proc", "dev", "sys"):
        made(root / name)
    for name in ("bin", "sbin", "lib", "lib64"):
        if os.path.islink(f"/{name}") and not (root / name).is_symlink():
            (root / name).symlink_to(os.readlink(f"/{name}"))
    return root


PROGRAMS = [["/usr", "/usr", "ro"], ["/etc", "/etc", "ro"]]


@contextmanager
def pause():
    """A process that does nothing, first of a pid namespace that others join, as a Pod's pause container; gives its pid."""
    with removed(Container("pause", machine(), PROGRAMS)) as container, \
            running(container.command(["sleep", "infinity"], {}), {}, os.devnull):
        yield until(lambda: pid_of(container), "the container that holds the pid namespace")


def pid_of(container):
    """Of its first process, as the machine knows it; 0 until it runs."""
    try:
        state = json.loads(run(runc("state", container.key)))
    except LabError:
        return 0
    return state["pid"] if state["status"] == "running" else 0


def become(container, argv, environment):
    """This process becomes runc, which hands signals on to the container's."""
    sweep()
    words = container.command(argv, environment)
    os.execvp(words[0], words)
