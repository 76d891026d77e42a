"""What a node leaves outside its programs: containers, their shims, mounts, cgroups, directories of fixed names.

The same for a cluster that ends and for one that was killed, whose programs are dead already.
"""
import json
import os
import shutil
import signal
from contextlib import contextmanager, suppress
from pathlib import Path

from corelab import system
from corelab.cluster import network
from corelab.places import made
from corelab.until import until

# A slice of our own: a kubelet kills what it doesn't know below its root, and so do we.
CGROUP = "corewatch-lab.slice"
CGROUPS = Path("/sys/fs/cgroup")
NOTE = "made-directories.json"
# Where a node's programs, and whoever looks into a node, expect things: seen in the cluster's mounts only, kept in its directory.
PLACES = {"/run/containerd": "run/containerd", "/var/lib/cni": "cni-state", "/var/lib/kubelet": "kubelet",
          "/var/log/containers": "container-logs", "/var/log/pods": "pod-logs"}


@contextmanager
def cleared(home):
    """The directory, empty, and no trace of an earlier node; nothing of this one either when the block has ended."""
    clear(home)
    made(home)
    (home / NOTE).write_text(json.dumps([place for place in PLACES if not os.path.exists(place)]), encoding="utf-8")
    for place, name in PLACES.items():
        made(Path(place))
        system.mount(made(home / name), place, None, system.MS_BIND)
    try:
        yield home
    finally:
        clear(home)


def clear(home):
    """Ends every container, then takes away what they hung on."""
    until(lambda: not killed(in_cgroups()), "the Pods' processes to end")
    until(lambda: not killed(shims(home)), "containerd's shims to end")
    network.take_down()
    for root in roots():
        for directory, _, _ in os.walk(root, topdown=False):
            with suppress(OSError):     # files aren't ours to remove, and directories in use stay
                os.rmdir(directory)
    unmount(home)
    if home.exists():
        for place in noted(home / NOTE):
            with suppress(OSError):
                os.rmdir(place)
        shutil.rmtree(home, ignore_errors=True)


def noted(note):
    return json.loads(note.read_text(encoding="utf-8")) if note.exists() else []


def killed(pids):
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return pids


def in_cgroups():
    return {int(pid) for root in roots() for file in root.rglob("cgroup.procs") for pid in file.read_text().split()}


def roots():
    """The slice in each hierarchy: under cgroup v2 it is one."""
    return [path for path in (CGROUPS / CGROUP, *CGROUPS.glob(f"*/{CGROUP}")) if path.is_dir()]


def make_cgroups():
    """The kubelet wants its root to be there, with every controller."""
    if (CGROUPS / "cgroup.controllers").exists():
        enable(CGROUPS)
        (CGROUPS / CGROUP).mkdir(exist_ok=True)
        enable(CGROUPS / CGROUP)
        return
    for hierarchy in CGROUPS.iterdir():
        if not hierarchy.is_symlink() and (hierarchy / "cgroup.procs").exists():
            (hierarchy / CGROUP).mkdir(exist_ok=True)


def enable(cgroup):
    for controller in (cgroup / "cgroup.controllers").read_text().split():
        (cgroup / "cgroup.subtree_control").write_text(f"+{controller}")


def shims(home):
    """Their words name the socket of the containerd that started them."""
    return {int(process.name) for process in Path("/proc").iterdir() if process.name.isdigit()
            and all(mark in words(process) for mark in (b"containerd-shim", os.fsencode(home / "run")))}


def words(process):
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def unmount(home):
    """All that is mounted below it and below the places, the last first. One may take another away that shows the same."""
    while mounted := mounts((home, *PLACES)):
        system.unmount(mounted[-1])


def mounts(directories):
    ours = tuple(f"{directory}/" for directory in directories)
    targets = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
    return [target for target in targets if f"{target}/".startswith(ours)]
