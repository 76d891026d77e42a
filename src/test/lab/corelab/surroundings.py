"""Where HAProxy runs: plainly, in a memory cgroup, in another distribution's root, with little room for a core."""
import os
import resource
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corelab import cgroup, rootfs, system
from corelab.container import DOCKERS, UNLIMITED, Container, pid_of, removed
from corelab.docker import Docker, docker
from corelab.places import made
from corelab.scenarios import JAIL

ROOM = 1 << 20          # bytes for a core that needs 4 MB (musl) or 15 MB (glibc)
MEMORY = 96 << 20       # bytes for a HAProxy that needs 30 MB


@dataclass
class Place:
    """How the process sees what the lab sees: `out` and `cores` as their names inside; `settings` for launch.py."""
    exe: str
    out: Path
    cores: Path
    settings: dict = field(default_factory=dict)
    sysroot: str | None = None
    limit: int | None = None

    def command(self, argv, settings):
        """What is started, and how: the program itself."""
        return argv, {**settings, **self.settings}

    def pids(self):
        """A process whose pid namespace is HAProxy's; None where that is the machine's."""
        return None

    def ready(self, haproxy):
        """HAProxy's set-dumpable raises its own limit at the start, so a small one is set afterwards."""
        if self.limit:
            resource.prlimit(haproxy.worker, resource.RLIMIT_CORE, (self.limit, self.limit))

    def keep(self, core):
        return core


class SmallDisk(Place):
    def keep(self, core):
        """The disk vanishes with the lab's mounts: what was written is copied to where it stays."""
        return core and Path(shutil.copy2(core, self.out / core.name))


@contextmanager
def plain(build, out, cores):
    yield Place(build.exe, out, cores)


@contextmanager
def memory_cgroup(build, out, cores):
    with cgroup.limited(MEMORY) as directories:
        yield Place(build.exe, out, cores, {"cgroup": directories})


@contextmanager
def foreign_root(build, out, cores):
    root = rootfs.with_program(build.exe)
    binds = [[str(out), f"{root}/lab"], [str(cores), f"{root}/cores"], ["/dev", f"{root}/dev"]]
    yield Place("/usr/sbin/haproxy", Path("/lab"), Path("/cores"), {"binds": binds, "root": str(root)}, str(root))


@dataclass
class Contained(Place):
    container: Container | None = None

    def command(self, argv, settings):
        self.container.uid, self.container.pids = settings["uid"], settings["pids"]
        self.container.capabilities = () if settings["uid"] else DOCKERS
        return self.container.command(argv, settings.get("environment", {})), {}

    def pids(self):
        return pid_of(self.container)


@contextmanager
def container(build, out, cores, core_limit=UNLIMITED):
    root = rootfs.with_program(build.exe)
    binds = [[out, "/lab"], [cores, "/cores"], [made(out / "jail"), JAIL], [cores, f"{JAIL}/cores"]]
    with removed(Container("haproxy", root, binds, core_limit=core_limit)) as box:
        yield Contained("/usr/sbin/haproxy", Path("/lab"), Path("/cores"), sysroot=str(root), container=box)


@contextmanager
def small_container(build, out, cores):
    with container(build, out, cores, ROOM) as place:
        yield place


@dataclass
class Dockered(Place):
    docker: Docker | None = None
    options: list = field(default_factory=list)

    def command(self, argv, settings):
        return self.docker.command(argv, settings.get("environment", {}), self.options), {}

    def pids(self):
        return self.docker.pid()


@contextmanager
def dockered(build, out, cores):
    """As in the story: no core ulimit. `host` in `out` is what a host's root would be to whoever looks for containers."""
    root = rootfs.with_program(build.exe)
    with docker(out / "host", out / "docker.log") as own:
        own.image(root)
        binds = [word for source, to in ((out, "/lab"), (cores, "/cores")) for word in ("--volume", f"{source}:{to}")]
        yield Dockered("/usr/sbin/haproxy", Path("/lab"), Path("/cores"), sysroot=str(root), docker=own,
                       options=["--ulimit", "core=0", *binds])


@contextmanager
def small_limit(build, out, cores):
    yield Place(build.exe, out, cores, limit=ROOM)


@contextmanager
def small_disk(build, out, cores):
    system.own_mounts()
    system.mount("cores", cores, "tmpfs", data=f"size={ROOM},mode=1777")
    yield SmallDisk(build.exe, out, cores)


KINDS = {"plain": plain, "memory-cgroup": memory_cgroup, "foreign-root": foreign_root, "small-limit": small_limit,
         "small-disk": small_disk, "container": container,
         "small-container": small_container, "docker": dockered}


def readable_copies(build, uid, out):
    """A process that isn't root's can't reach into root's home: it gets copies that it can read."""
    if not uid:
        return build.exe
    for directory in (out, out / "cores"):
        os.chown(directory, uid, uid)
    return shutil.copy2(build.exe, out / "haproxy")
