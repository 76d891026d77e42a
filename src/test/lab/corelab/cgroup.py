"""A memory cgroup of the lab's own, under cgroup v1 or v2, whichever the machine has the memory controller in."""
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from corelab.say import LabError
from corelab.until import until

V1 = Path("/sys/fs/cgroup/memory")
V2 = (Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/unified"))


@contextmanager
def limited(limit):
    """Directories to join for at most `limit` bytes of memory, gone when the block has ended."""
    directory = Path(tempfile.mkdtemp(prefix="corewatch-lab-", dir=home()))
    try:
        name = "memory.limit_in_bytes" if v1(directory) else "memory.max"
        (directory / name).write_text(str(limit))
        yield [str(directory)]
    finally:
        until(lambda: not (directory / "cgroup.procs").read_text(), f"{directory} to be empty")
        os.rmdir(directory)


def v1(directory):
    return (directory / "memory.limit_in_bytes").exists()


def home():
    if v1(V1):
        return V1
    for root in V2:
        control = root / "cgroup.subtree_control"
        if control.exists() and "memory" in (root / "cgroup.controllers").read_text():
            control.write_text("+memory")
            return root
    raise LabError("no memory cgroup controller is mounted below /sys/fs/cgroup: the oom scenario needs one", 69)
