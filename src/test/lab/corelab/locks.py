"""Locks between processes, by flock: the kernel gives them back however their holder dies."""
import fcntl
from contextlib import contextmanager

from corelab.say import say


@contextmanager
def held(path, what):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another process that holds {what} ({path})")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
