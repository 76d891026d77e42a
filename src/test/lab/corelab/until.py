"""Waits for a condition, never for a time: polled, and bounded by a generous deadline that says what didn't happen."""
import time

from corelab.say import LabError

PATIENCE = 60.0
BETWEEN = 0.02


def until(condition, what, seconds=PATIENCE):
    """The condition's first true value."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise LabError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(BETWEEN)
