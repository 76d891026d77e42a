"""Progress goes to stderr, so that stdout carries nothing but the JSON a caller asked for."""
import sys

MISSING_PROGRAM = 69  # EX_UNAVAILABLE of sysexits.h
FAILED = 70           # EX_SOFTWARE


def say(text):
    print(f"lab: {text}", file=sys.stderr, flush=True)


class LabError(Exception):
    """What was tried, on what, what happened, and what to do next; `code` is the exit status it deserves."""

    def __init__(self, message, code=FAILED):
        super().__init__(message)
        self.code = code
