"""Which file lies where: the core's own list (NT_FILE), with paths as the dead process knew them."""

import bisect
import re

import gdb

from elf import first_load_address

ROW = re.compile(r"^\s*0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+0x[0-9a-f]+\s+0x([0-9a-f]+)\s+(?:[r-][w-][x-][ps]\s+)?(/.*)$")
VDSO = re.compile(r"AT_SYSINFO_EHDR.*\s0x([0-9a-f]+)$", re.M)
VDSO_BYTES = 4 * 4096
ROWS = 20000


class Mappings:
    """The file mappings of the core as (start, end, offset in the file, path)."""

    def __init__(self, rows):
        self.rows = sorted(rows[:ROWS])
        self.bases = {}
        for start, _, offset, path in self.rows:
            if offset == 0:
                self.bases.setdefault(path, start)
        self.biases = {}

    def path_of(self, pc):
        index = bisect.bisect_right(self.rows, (pc, 1 << 64)) - 1
        return self.rows[index][3] if index >= 0 and pc < self.rows[index][1] else None

    def bias(self, path):
        """What to take from an address in memory to get the address inside the ELF file; None when it isn't mapped whole."""
        if path not in self.biases:
            base = self.bases.get(path)
            self.biases[path] = None if base is None else base - first_load_address(base)
        return self.biases[path]


def read_mappings():
    gdb.execute("set width 0")
    lines = gdb.execute("info proc mappings", to_string=True).splitlines()
    rows = [match.groups() for match in map(ROW.match, lines) if match]
    rows = [(int(start, 16), int(end, 16), int(offset, 16), path) for start, end, offset, path in rows]
    return Mappings(rows + vdso())


def vdso():
    """The kernel's own code page, which no file backs: gdb reads its symbols from the core."""
    found = VDSO.search(gdb.execute("info auxv", to_string=True))
    start = int(found.group(1), 16) if found else 0
    return [(start, start + VDSO_BYTES, 0, "[vdso]")] if start else []
