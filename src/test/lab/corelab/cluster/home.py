"""Directories of clusters, one each: gone with the cluster, or, after kill -9, when the next one is made.

Each is locked while its cluster lives; the kernel gives the lock back however the lab dies. What nobody locks is left over.
"""
import fcntl
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from corelab.locks import held
from corelab.places import cache, made


def homes():
    return made(cache() / "clusters")


@contextmanager
def directory():
    """Short, for sockets' names may have 107 bytes."""
    with held(cache() / "clusters.lock", "the lock on clusters' directories"):
        sweep()
        home = Path(tempfile.mkdtemp(dir=homes(), prefix=""))
        file = open(home / "lock", "w", encoding="utf-8")
        fcntl.flock(file, fcntl.LOCK_EX)
    with file:
        try:
            made(home / "logs")
            yield home
        finally:
            shutil.rmtree(home, ignore_errors=True)


def sweep():
    """Programs of a killed lab are dead already: they end with it."""
    for home in homes().iterdir():
        if abandoned(home):
            shutil.rmtree(home, ignore_errors=True)


def abandoned(home):
    try:
        with open(home / "lock", "a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except (FileNotFoundError, BlockingIOError):
        return False
