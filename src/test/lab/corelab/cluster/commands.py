"""What each command about clusters does."""
import sys
from contextlib import contextmanager

from corelab.cluster import binaries, home, node, pictures, plane
from corelab.commands import show
from corelab.say import LabError

PLEASE = "a line is `stop NAME` or `start NAME`, NAME one of: "


def build(options):
    programs = binaries.control_plane() | (binaries.built(binaries.NODE) if options.node else {})
    for path in programs.values():
        print(path)


def helm(_):
    print(*binaries.built((binaries.HELM,)).values())


def haproxy(options):
    print(pictures.haproxy(options.variant, options.archive))


def corewatch(options):
    print(pictures.corewatch(options.archive))


def run(options):
    """Until the end of stdin; each line there is answered by one."""
    with node.running(options.image, options.crash_backoff) if options.node else alone() as cluster:
        show({"ready": True, **cluster.facts()})
        for line in sys.stdin:
            show(answer(cluster, *line.split()))


@contextmanager
def alone():
    """A control plane without a node."""
    with home.directory() as directory, plane.running(plane.ControlPlane(directory)) as cluster:
        yield cluster


def answer(cluster, verb="", name="", *_):
    """stop: as by kill -9. start: returns when it serves."""
    component = cluster.components.get(name)
    if component is None or verb not in ("stop", "start"):
        raise LabError(PLEASE + " ".join(cluster.components), 64)
    component.stop()
    if verb == "start":
        component.start()
        component.serve()
    return {verb: name}
