"""A program of the lab's that never outlives it: own process group, killed with the lab and at the end of the block."""
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager

from corelab.places import LAB


@contextmanager
def running(argv, settings, log):
    """`settings` as launch.py takes them; stdout and stderr of the program and its children go to `log`."""
    child = start(argv, settings, log)
    try:
        yield child
    finally:
        end(child)


def start(argv, settings, log):
    """Like `running`, for who calls `end`."""
    settings = {**settings, "parent": os.getpid()}
    launcher = [sys.executable, str(LAB / "corelab/launch.py"), json.dumps(settings)]
    with open(log, "ab") as output:
        return subprocess.Popen(launcher + [str(a) for a in argv], stdin=subprocess.DEVNULL, stdout=output,
                                stderr=subprocess.STDOUT, start_new_session=True)


def end(child):
    """The whole group, also when its leader is gone."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()
