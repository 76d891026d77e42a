"""Threads, frames, registers and the signal: what every core holds, whatever the program."""

import re
import signal

import gdb

from machine import is_signal_frame

THREADS = 256
FRAMES = 200
FAULTS = ("SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP")
KERNEL_CANT_TELL = 128  # SI_KERNEL: a general protection fault, whose address the processor doesn't give
# What runs first in a thread, of the C libraries and of HAProxy itself; beyond it are at most a few frames of libc.
FIRST_FUNCTIONS = {"main", "_start", "clone", "__clone", "clone3", "__clone3", "start_thread", "run_thread_poll_loop"}
NEAR_THE_START = 3
CODES = {
    "SIGSEGV": {1: "SEGV_MAPERR", 2: "SEGV_ACCERR", 3: "SEGV_BNDERR", 4: "SEGV_PKUERR"},
    "SIGBUS": {1: "BUS_ADRALN", 2: "BUS_ADRERR", 3: "BUS_OBJERR"},
    "SIGILL": {1: "ILL_ILLOPC", 2: "ILL_ILLOPN", 3: "ILL_ILLADR"},
    "SIGFPE": {1: "FPE_INTDIV", 2: "FPE_INTOVF"},
}
SENT = {0: "SI_USER", -1: "SI_QUEUE", -2: "SI_TIMER", -6: "SI_TKILL", KERNEL_CANT_TELL: "SI_KERNEL"}
REGISTER = re.compile(r"^(\w+)\s+(0x[0-9a-f]+)\b", re.M)


def read_signal():
    """The signal the process died by. `address` is there only when the kernel knew the address of a fault."""
    info = gdb.parse_and_eval("$_siginfo")
    number, code = int(info["si_signo"]), int(info["si_code"])
    name = signal_name(number)
    found = {"number": number, "name": name, "code": code}
    words = CODES.get(name, {}).get(code) or SENT.get(code)
    if words:
        found["codeName"] = words
    if code > 0 and code != KERNEL_CANT_TELL and name in FAULTS:
        found["address"] = hex(int(info["_sifields"]["_sigfault"]["si_addr"]))
    if code <= 0:
        found["senderPid"] = int(info["_sifields"]["_kill"]["si_pid"])
    return found


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return "SIG%d" % number


class Stacks:
    """Walks threads; the crashed one is the one gdb selects in a core: that of the first NT_PRSTATUS."""

    def __init__(self, journal, symbols, scanned):
        self.journal = journal
        self.symbols = symbols
        self.mappings = symbols.mappings
        self.scanned = scanned
        self.crashed = gdb.selected_thread()

    def crashed_thread(self):
        return self.thread(self.crashed)

    def other_threads(self):
        """The rest, until the bound or the deadline; the crashed thread is left selected."""
        others = sorted(gdb.selected_inferior().threads(), key=lambda thread: thread.num)
        others = [thread for thread in others if thread.num != self.crashed.num][:THREADS - 1]
        read = [self.journal.probe("thread %d" % t.num, lambda t=t: self.thread(t)) for t in others]
        self.crashed.switch()
        return [thread for thread in read if thread]

    def thread(self, thread):
        thread.switch()
        self.journal.probe("symbols", lambda: self.symbols.complete(walked))
        found = {"number": thread.num, "lwp": thread.ptid[1], "crashed": thread.num == self.crashed.num}
        self.journal.fill(found, "name", lambda: thread.name)
        self.journal.fill(found, "stackPointer", lambda: hex(register("sp")))
        found["frames"], found["ended"] = self.walk()
        return found

    def walk(self):
        frames, ended = [], None
        for frame, problem in walked():
            if problem:
                ended = "error: %s" % problem
            else:
                frames.append(self.frame(frame, len(frames)))
                last = frame
        return frames, ended or (end_of_walk(last, frames) if frames else "error: no frame")

    def frame(self, frame, index):
        pc = frame.pc()
        found = {"index": index, "pc": hex(pc)}
        if pc in self.scanned:
            found["scanned"] = True
        if is_signal_frame(frame):
            found["signalHandler"] = True
        else:
            self.journal.fill(found, "function", frame.name)
        if frame.type() == gdb.INLINE_FRAME:
            found["inlined"] = True
        self.journal.probe("line of frame %d" % index, lambda: add_line(found, frame))
        self.add_module(found, pc)
        return found

    def add_module(self, found, pc):
        path = self.mappings.path_of(pc)
        if path is None:
            return
        found["module"] = path
        bias = self.mappings.bias(path)
        if bias is not None:
            found["offset"] = hex(pc - bias)


def walked():
    """(frame, None) from the innermost outwards, then perhaps (None, why the walk broke). A caller at 0 is none."""
    try:
        frame, count = gdb.newest_frame(), 0
        while frame is not None and count < frame_limit() and (count == 0 or frame.pc()):
            yield frame, None
            frame, count = frame.older(), count + 1
    except (gdb.error, RuntimeError) as failure:
        yield None, str(failure)[:160]


def frame_limit():
    return gdb.parameter("backtrace limit") or FRAMES


def end_of_walk(last, frames):
    """outermost, limit, or why there is nothing further out, in gdb's words."""
    if len(frames) >= frame_limit():
        return "limit"
    reason = last.unwind_stop_reason()
    outer = {frame.get("function") for frame in frames[-NEAR_THE_START:]}
    if reason == gdb.FRAME_UNWIND_OUTERMOST or outer & FIRST_FUNCTIONS:
        return "outermost"
    if reason == gdb.FRAME_UNWIND_NO_REASON:
        return "unknown"
    return gdb.frame_stop_reason_string(reason)


def add_line(found, frame):
    place = frame.find_sal()
    if place.symtab is not None and place.line:
        found["file"], found["line"] = place.symtab.filename, place.line


def register(name):
    """Of the selected thread's innermost frame."""
    return int(gdb.newest_frame().read_register(name)) & (1 << 64) - 1


def read_registers():
    return dict(REGISTER.findall(gdb.execute("info registers", to_string=True)))
