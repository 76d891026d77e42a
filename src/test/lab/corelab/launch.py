"""Becomes a program after settling what only the process itself can settle: `launch.py JSON PROGRAM ARGUMENT...`.

The JSON object has any of: parent (end with it), core (RLIMIT_CORE), cgroup (directories to join), binds ([from, to]
pairs in mounts of its own), root (chroot), uid. Used as a program so that nothing runs between fork and exec.
"""
import json
import os
import resource
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from corelab import system  # noqa: E402  (the path above makes it known)

STACK = 8 << 20


def main(settings, argv):
    for directory in settings.get("cgroup", []):
        (Path(directory) / "cgroup.procs").write_text(str(os.getpid()))
    limit = settings.get("core", resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, resource.getrlimit(resource.RLIMIT_STACK)[1]))
    enter(settings)
    system.die_with_parent(signal.SIGKILL, settings["parent"])
    os.execvpe(argv[0], argv, {**os.environ, **settings.get("environment", {})})


def enter(settings):
    if settings.get("binds"):
        system.own_mounts()
    for source, target in settings.get("binds", []):
        system.mount(source, target, None, system.MS_BIND | system.MS_REC)
    if settings.get("root"):
        os.chroot(settings["root"])
        os.chdir("/")
    if settings.get("uid"):
        os.setgroups([])
        os.setgid(settings["uid"])
        os.setuid(settings["uid"])


main(json.loads(sys.argv[1]), sys.argv[2:])
