"""A running HAProxy of the lab's: started, ready when its stats socket answers, and told things over that socket."""
import os
import re
import signal
import socket
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corelab.child import running
from corelab.say import LabError
from corelab.shell import tail
from corelab.until import until


DYING = 120     # seconds: the watchdog takes five of a quiet machine, twelve of a busy one


@dataclass
class HAProxy:
    """`socket` is where the lab reaches it; `worker` is the process that serves (and dies)."""
    child: subprocess.Popen
    socket: Path
    log: Path
    master_worker: bool
    worker: int = 0

    @property
    def master(self):
        return self.child.pid if self.master_worker else None

    def wait_ready(self):
        self.worker = until(self.serving_pid, f"HAProxy to answer on {self.socket} (its log: {self.log})")

    def serving_pid(self):
        if self.child.poll() is not None:
            raise LabError(f"HAProxy ended at its start with {self.child.returncode}: {tail(self.log.read_text())}")
        try:
            found = re.search(r"^Pid: (\d+)", self.ask("show info"), re.MULTILINE)
        except OSError:
            return None
        return int(found.group(1)) if found else None

    def ask(self, command, seconds=10):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(seconds)
            line.connect(str(self.socket))
            line.sendall(command.encode() + b"\n")
            return b"".join(iter(lambda: received(line), b"")).decode(errors="replace")

    def streams(self):
        """Connections that it serves now."""
        return int(re.search(r"^CurrConns: (\d+)", self.ask("show info"), re.MULTILINE).group(1))

    def order(self, command):
        """A command that HAProxy won't live to answer: the line stays open until it is dead."""
        said = self.ask(f"expert-mode on; {command}", DYING).strip()
        if said:
            raise LabError(f"HAProxy answered `{command}` instead of dying of it: {tail(said, 3)}")

    def wait_dead(self):
        """What waitpid said of the process that was started: (code, None) or (None, signal's name)."""
        try:
            result = self.child.wait(timeout=DYING)
        except subprocess.TimeoutExpired:
            raise LabError(f"HAProxy (pid {self.worker}) was still alive {DYING} s after it was hurt; "
                           f"its log: {self.log}") from None
        return (result, None) if result >= 0 else (None, signal.Signals(-result).name)


def received(line):
    """What came; nothing at the end, however it came about."""
    try:
        return line.recv(65536)
    except ConnectionResetError:
        return b""


@contextmanager
def started(argv, settings, stats, log, master_worker):
    with running(argv, settings, log) as child:
        haproxy = HAProxy(child, stats, log, master_worker)
        haproxy.wait_ready()
        yield haproxy


@dataclass(frozen=True)
class Version:
    line: str
    numbers: tuple
    zlib: bool


def version_of(exe):
    """What the binary says of itself."""
    said = subprocess.run([exe, "-vv"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    line = said.splitlines()[0] if said else ""
    found = re.search(r"version (\d+)\.(\d+)", line)
    if not found:
        raise LabError(f"`{exe} -vv` doesn't name a version: {tail(said)}; are its libraries installed?")
    return Version(line, (int(found.group(1)), int(found.group(2))), "Built with zlib" in said)


@contextmanager
def reserved_port(uid):
    """A port that is ours: bound with SO_REUSEPORT and never listened on, so HAProxy (same uid) can bind it too."""
    own = os.geteuid()
    os.seteuid(uid)
    try:
        reservation = socket.socket()
        reservation.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        reservation.bind(("127.0.0.1", 0))
    finally:
        os.seteuid(own)
    with reservation:
        yield reservation.getsockname()[1]
