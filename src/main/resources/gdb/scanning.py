"""Finds callers through code that has no unwind information: musl's libc is built without (its abort, raise, epoll_wait).

The stack is searched upwards for a return address whose call instruction leads, directly or by PLT and GOT, into the
module that the frame is in. What is found so is remembered in `found` and told in the document: it is evidence, not
proof. x86-64 only; elsewhere gdb's own way is left alone."""

import bisect

import gdb
from gdb.unwinder import Unwinder, register_unwinder

from elf import section_names, signed, unwind_length, unwind_starts
from machine import is_trampoline
from reading import memory, number

WORDS = 512
FUNCTION_BYTES = 8192
JUMP_BY_TABLE = b"\xff\x25"
MARKER = b"\xf3\x0f\x1e\xfa"
KEPT = ("rbx", "rbp", "r12", "r13", "r14", "r15")
# struct ucontext of the kernel's signal frame (asm/ucontext.h, asm/sigcontext.h), from the stack pointer up.
INTERRUPTED = {"r12": 72, "r13": 80, "r14": 88, "r15": 96, "rbp": 120, "rbx": 128, "rsp": 160, "rip": 168}


class Place:
    """gdb's frame id: where the frame's stack ends, and its pc."""

    def __init__(self, sp, pc):
        self.sp = sp
        self.pc = pc


class Scanner(Unwinder):
    """An unwinder that only answers for code that nothing describes."""

    def __init__(self, symbols, found):
        super().__init__("corewatch")
        self.mappings = symbols.mappings
        self.loaded = symbols.loaded
        self.found = found
        self.tables = {}

    def __call__(self, frame):
        pc, sp = int(frame.read_register("rip")), int(frame.read_register("rsp"))
        path = self.mappings.path_of(pc)
        if path not in self.loaded or self.described(path, pc):
            return None
        if is_trampoline(pc):
            return unwound(frame, {name: word(sp + offset) for name, offset in INTERRUPTED.items()})
        slot, caller = self.caller(path, pc, sp)
        if slot is None:
            return unwound(frame, {"rip": 0, "rsp": sp + 8})
        if slot == sp:  # a function that pushed nothing: no search was needed
            return unwound(frame, dict({name: frame.read_register(name) for name in KEPT}, rip=caller, rsp=sp + 8))
        self.found.add(caller)
        return unwound(frame, {"rip": caller, "rsp": slot + 8})

    def described(self, path, pc):
        """Whether the module has unwind information for this address, or for a call right before it that never returns."""
        if path not in self.tables:
            self.tables[path] = self.table(path)
        table = self.tables[path]
        if table is None:
            return True
        return any(covered(table, address) for address in (pc, pc - 1))

    def table(self, path):
        """What describes the module's functions; None when that can't be looked up here and is left to gdb."""
        files = [self.loaded[path].filename] + [o.filename for o in gdb.objfiles() if o.owner == self.loaded[path]]
        names = b"".join(map(section_names, files))
        starts = unwind_starts(self.mappings.bases[path], self.mappings.bias(path))
        if b".debug_frame\0" in names or (b".eh_frame\0" in names and not starts):
            return None
        return sorted(starts)

    def caller(self, path, pc, sp):
        """(stack slot, return address) of the innermost call of the function around pc, else of any into its module."""
        calls = list(self.calls(path, sp))
        near = [call for call in calls if call[2] <= pc < call[2] + FUNCTION_BYTES]
        return next(iter(near or calls), (None, None, None))[:2]

    def calls(self, path, sp):
        for slot in range(sp, sp + 8 * WORDS, 8):
            address = word(slot)
            if self.mappings.path_of(address) is not None:
                callee = called_before(address)
                if callee is not None and self.mappings.path_of(callee) == path:
                    yield slot, address, callee


def covered(table, address):
    index = bisect.bisect_right(table, (address, 1 << 64)) - 1
    return index >= 0 and address < table[index][0] + unwind_length(table[index][1])


def unwound(frame, registers):
    """The caller's registers; those not given are unknown to gdb, and so are variables that live in them."""
    pc, sp = frame.read_register("rip"), frame.read_register("rsp")
    info = frame.create_unwind_info(Place(gdb.Value(registers["rsp"]).cast(sp.type), pc))
    for name, value in registers.items():
        info.add_saved_register(name, gdb.Value(value).cast(frame.read_register(name).type))
    return info


def word(address):
    """The 8 bytes at `address`; 0 beyond the stack's end."""
    try:
        return number(memory(address, 8))
    except gdb.error:
        return 0


def called_before(address):
    """What the call instruction before `address` called; None when it isn't one, or called by a register."""
    try:
        code = memory(address - 6, 6)
        if code[:2] == b"\xff\x15":  # call *offset(%rip)
            return word(address + signed(code[2:]))
        if code[1] == 0xE8:  # call offset
            return by_linkage_table(address + signed(code[2:]))
    except gdb.error:
        pass
    return None


def by_linkage_table(target):
    """Follows a PLT entry (jmp *offset(%rip), perhaps behind endbr64) to where it leads."""
    code = memory(target, 11)
    skip = len(MARKER) if code.startswith(MARKER) else 0
    if code[skip:].startswith(b"\xf2" + JUMP_BY_TABLE):
        skip += 1
    if not code[skip:].startswith(JUMP_BY_TABLE):
        return target
    after = target + skip + 6
    return word(after + signed(code[skip + 2:skip + 6]))


def scan_where_nothing_is_described(symbols, found):
    """Registers the scanner, which adds the return addresses that it finds to `found`."""
    if gdb.newest_frame().architecture().name() == "i386:x86-64":
        register_unwinder(None, Scanner(symbols, found))
