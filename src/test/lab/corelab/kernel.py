"""The machine's core settings, taken by one process at a time and always given back.

Order: lock, apply a note that a killed holder left, write a note of the originals durably, change, work, restore,
remove the note, unlock. flock ends with its holder, so after kill -9 the next to come restores before it begins.
A note of an earlier boot is void: the settings died with that boot.
Below `lab kernel run` the settings are already ours and noted: a lab started there changes and restores them under a
second lock, which it shares with its siblings only.
"""
import json
import os
from contextlib import contextmanager
from pathlib import Path

from corelab.locks import held
from corelab.say import LabError, say

NAMES = ("kernel/core_pattern", "kernel/core_pipe_limit", "kernel/core_uses_pid", "kernel/core_sort_vma",
         "fs/suid_dumpable")
FILE_MODE = {"kernel/core_uses_pid": "0", "kernel/core_pipe_limit": "0", "kernel/core_sort_vma": "0",
             "fs/suid_dumpable": "0"}
LONGEST_PATTERN = 127
OURS = "COREWATCH_LAB_KERNEL"   # in the environment of what `kernel run` runs: the lock it runs under


class Kernel:
    """`sysctls` and `state` are the real ones unless a test says otherwise."""

    names = NAMES
    note_name = "kernel-settings.json"
    what = "the kernel's core settings"

    def __init__(self, sysctls=Path("/proc/sys"), state=None, lock=None):
        override = os.environ.get("COREWATCH_LAB_STATE")
        self.sysctls = sysctls
        self.state = Path(state or override or "/var/lib/corewatch-lab")
        self.lock = Path(lock or (Path(override) / "kernel.lock" if override else "/run/lock/corewatch-lab.lock"))
        self.note = self.state / self.note_name

    @contextmanager
    def taken(self, wanted=None):
        """Holds the settings, changed to `wanted`, until the block ends; queues behind other holders."""
        self.check_rights()
        if os.environ.get(OURS) == str(self.lock):
            with held(self.lock.with_suffix(".inner"), "the core settings below `kernel run`"):
                yield from self.changed(wanted or {})
            return
        with held(self.lock, self.what):
            self.apply_note()
            self.write_note(self.read())
            yield from self.changed(wanted or {}, self.note.unlink)

    def changed(self, wanted, restored=lambda: None):
        originals = self.read()
        try:
            self.write(wanted)
            yield
        finally:
            self.write(originals)
            restored()

    def check_rights(self):
        first = self.sysctls / self.names[0]
        if not os.access(first, os.W_OK):
            raise LabError(f"can't change {first}, one of {self.what}: that needs root", 77)

    def read(self):
        files = {name: self.sysctls / name for name in self.names}
        return {name: file.read_text().rstrip("\n") for name, file in files.items() if file.exists()}

    def write(self, settings):
        for name, value in settings.items():
            file = self.sysctls / name
            if file.exists() and file.read_text().rstrip("\n") != value:
                file.write_text(value + "\n")

    def write_note(self, originals):
        self.state.mkdir(parents=True, exist_ok=True)
        fresh = self.note.with_suffix(".new")
        with open(fresh, "w", encoding="utf-8") as file:
            json.dump({"boot": boot_id(), "settings": originals}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(self.note)
        sync_directory(self.state)

    def apply_note(self):
        if not self.note.exists():
            return
        noted = json.loads(self.note.read_text(encoding="utf-8"))
        if noted["boot"] == boot_id():
            say(f"restoring the kernel settings that a killed process left changed: {noted['settings']}")
            self.write(noted["settings"])
        self.note.unlink()


def file_pattern(directory):
    """Settings for cores as files in `directory`: comm, pid inside, pid outside, time."""
    pattern = f"{directory}/core.%e.%p.%P.%t"
    if len(pattern) > LONGEST_PATTERN or " " in pattern or "%" in str(directory):
        raise LabError(f"core_pattern can't hold {pattern!r}: choose a shorter --out, without spaces and %", 64)
    return {**FILE_MODE, "kernel/core_pattern": pattern}


def pipe_pattern(command):
    """Settings for cores on `command`'s standard input; the process is there until it ends."""
    pattern = f"|{command}"
    if len(pattern) > LONGEST_PATTERN:
        raise LabError(f"core_pattern can't hold {pattern!r}: choose shorter paths", 64)
    return {**FILE_MODE, "kernel/core_pipe_limit": "16", "kernel/core_pattern": pattern}


def boot_id():
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def sync_directory(directory):
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
