"""What each command about clusters does."""
import sys

from corelab.cluster import binaries, home, plane
from corelab.commands import show
from corelab.say import LabError

PLEASE = "a line is `stop NAME` or `start NAME`, NAME one of: "


def build(_):
    for path in binaries.control_plane().values():
        print(path)


def helm(_):
    print(*binaries.built((binaries.HELM,)).values())


def run(_):
    """Until the end of stdin; each line there is answered by one."""
    with home.directory() as directory, plane.running(plane.ControlPlane(directory)) as cluster:
        show({"ready": True, **cluster.facts()})
        for line in sys.stdin:
            show(answer(cluster, *line.split()))


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
