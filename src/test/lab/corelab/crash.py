"""A real crash from start to facts: HAProxy between clients and both things, then what the scenario does to it."""
import os
import re
import tempfile
import threading
import time
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from corelab import builder, config, elf, kmsg, preload, surroundings
from corelab.backends import things
from corelab.haproxy import reserved_port, started, version_of
from corelab.kernel import Kernel, file_pattern, pipe_pattern
from corelab.places import made
from corelab.say import LabError
from corelab.scenarios import CUT, NO_CORE, SCENARIOS, WHOLE, place_of
from corelab.traffic import Poison, clients, silent, waiting
from corelab.until import until

ENOUGH = 10     # answers of each thing before anything is hurt


@dataclass(frozen=True)
class Order:
    """What the caller asked for."""
    scenario: str
    mode: str = "master"
    variant: str | None = None
    out: str | None = None
    uid: int | None = None
    pids: int | None = None
    pipe: str | None = None
    elsewhere: bool = False     # somebody else has the core settings, and takes the core
    threads: int = 2
    ballast: int = 0
    live: int = 0


class Crash:
    """One scenario's HAProxy. `with Crash(order) as crash` leaves it ready under traffic; `kill()` has it die."""

    def __init__(self, order):
        self.order, self.scenario = order, SCENARIOS.get(order.scenario)
        if self.scenario is None:
            raise LabError(f"no scenario {order.scenario}; `lab scenarios` lists them", 64)
        Kernel().check_rights()
        variant = order.variant or self.scenario.variant
        if variant not in self.scenario.builds:
            raise LabError(f"{order.scenario} needs one of: {' '.join(self.scenario.builds)}; not {variant}", 64)
        self.uid = self.scenario.uid if order.uid is None else order.uid
        self.starter = self.scenario.starts_as(self.uid)
        self.build = builder.variant(variant)
        self.version = version_of(self.build.exe)
        self.poison = Poison()
        self.out = made(Path(order.out).resolve()) if order.out else Path(tempfile.mkdtemp(prefix="corewatch-lab."))
        self.out.chmod(0o755)
        self.cores = made(self.out / "cores")
        self.log, self.config = self.out / "haproxy.log", self.out / "haproxy.cfg"
        self.kernel_log = self.out / "kernel.log"
        self.stack, self.core, self.core_bytes, self.core_complete = ExitStack(), None, None, None

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    def start(self):
        exe = surroundings.readable_copies(self.build, self.uid, self.out)
        surrounded = surroundings.KINDS[self.scenario.surroundings]
        self.place = self.stack.enter_context(surrounded(replace(self.build, exe=exe), self.out, self.cores))
        self.port = self.stack.enter_context(reserved_port(self.starter))
        self.things = self.stack.enter_context(things(self.poison.set_cookie))
        ports = [thing.server_port for thing in self.things]
        ports.append(self.stack.enter_context(silent()))
        load = config.Load(self.order.threads, self.order.live)
        self.config.write_text(
            config.text(self.place.out / "haproxy.sock", self.port, ports, load, self.scenario.settings),
            encoding="utf-8")
        argv, settings = self.place.command(self.argv(), self.settings())
        self.haproxy = self.stack.enter_context(
            started(argv, settings, self.out / "haproxy.sock", self.log, self.order.mode == "master"))
        self.clients = self.stack.enter_context(clients(self.port))
        self.stack.enter_context(waiting(self.port, self.order.live))
        until(self.busy, "both things to have answered through HAProxy")
        self.place.ready(self.haproxy)

    def argv(self):
        mode = ["-W", "-db"] if self.order.mode == "master" else ["-db"]
        return [self.place.exe, *mode, "-f", self.place.out / "haproxy.cfg"]

    def settings(self):
        settings = {"uid": self.starter, "pids": self.order.pids}
        wanted = {}
        if self.scenario.harm:
            wanted.update(LAB_FAULT=self.scenario.harm, LAB_FAULT_AT=place_of(self.scenario.harm, self.version.zlib))
        if self.order.ballast:
            wanted.update(LAB_BALLAST=str(self.order.ballast))
        if wanted:
            library = preload.copied(preload.library(self.build), self.out)
            settings["environment"] = {"LD_PRELOAD": str(self.place.out / library), **wanted}
        return settings

    def exe_outside(self):
        """The binary's path for who looks from the host."""
        return f"{self.place.sysroot}{self.place.exe}" if self.place.sysroot else str(self.place.exe)

    def busy(self):
        return self.clients.answers["gzip"] >= ENOUGH and self.haproxy.streams() >= self.order.live and all(
            sum(thing.answered.values()) >= ENOUGH for thing in self.things)

    def kill(self):
        """Dies under the kernel lock, which is held no longer than that; returns what waitpid said."""
        with self.kernel(), kmsg.recorded(self.kernel_log):
            self.began = time.time()
            self.hurt()
            status = self.haproxy.wait_dead()
            self.ended = time.time()
        if not (self.order.pipe or self.order.elsewhere):
            self.find_core()
        return status

    def find_core(self):
        self.core = self.place.keep(self.written())
        if self.core:
            self.core_bytes, self.core_complete = elf.measured(self.core)
        if self.found() != self.scenario.core:
            raise LabError(f"the core should be {self.scenario.core} but is {self.found()}: {self.core}; "
                           f"HAProxy's log: {self.log}")

    def kernel(self):
        if self.order.elsewhere:
            return nullcontext()
        return Kernel().taken(pipe_pattern(self.order.pipe) if self.order.pipe else file_pattern(self.place.cores))

    def hurt(self):
        if self.scenario.harm:
            threading.Thread(target=self.clients.send, args=(self.poison,), daemon=True).start()
        elif self.scenario.command:
            self.haproxy.order(self.scenario.command)
        else:
            os.kill(self.haproxy.worker, self.scenario.kill)

    def found(self):
        if self.core is None:
            return NO_CORE
        return WHOLE if self.core_complete else CUT

    def written(self):
        """The worker's core, by the pid that core_pattern put into its name."""
        mine = re.compile(rf"core\..*\.{self.haproxy.worker}\.\d+\.\d+")
        found = [file for file in self.cores.iterdir() if mine.fullmatch(file.name)]
        return found[0] if found else None
