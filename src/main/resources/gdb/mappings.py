"""Which file lies where: the core's own list (NT_FILE) with paths as the dead process knew them, beside what
gdb loaded for it. gdb's own names of libraries carry the sysroot in front and are no use in a report."""

import re

import gdb

from reading import memory

ROW = re.compile(r"^\s*0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+0x[0-9a-f]+\s+0x([0-9a-f]+)\s+(?:[r-][w-][x-][ps]\s+)?(/.*)$")
LIBRARY = re.compile(r"^0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+(Yes|No)( \(\*\))?\s+(.*)$")
ROWS = 20000
PT_LOAD = 1


class Mappings:
    """The file mappings of the core, in order of address."""

    def __init__(self, rows):
        self.rows = rows[:ROWS]
        self.bases = {}
        for start, _, offset, path in self.rows:
            if offset == 0:
                self.bases.setdefault(path, start)
        self.biases = {}

    def path_of(self, pc):
        return next((path for start, end, _, path in self.rows if start <= pc < end), None)

    def bias(self, path):
        """What to take from an address in memory to get the address inside the ELF file."""
        if path not in self.biases:
            base = self.bases.get(path)
            self.biases[path] = None if base is None else base - first_load_address(base)
        return self.biases[path]

    def modules(self):
        libraries = libraries_by_address()
        return [self.module(path, libraries) for path in self.bases if is_elf(self.bases[path])]

    def module(self, path, libraries):
        ends = [end for _, end, _, other in self.rows if other == path]
        module = {"path": path, "base": hex(self.bases[path]), "end": hex(max(ends))}
        known = next((l for start, l in libraries.items() if self.path_of(start) == path), None)
        return dict(module, **known) if known else module


def read_mappings():
    gdb.execute("set width 0")
    lines = gdb.execute("info proc mappings", to_string=True).splitlines()
    rows = [match.groups() for match in map(ROW.match, lines) if match]
    return Mappings([(int(start, 16), int(end, 16), int(offset, 16), path) for start, end, offset, path in rows])


def libraries_by_address():
    """What gdb opened for each library, by the start of its text; `symbols` is full, some or none."""
    found = {}
    for match in map(LIBRARY.match, gdb.execute("info sharedlibrary", to_string=True).splitlines()):
        if match:
            low, high, loaded, undebugged, path = match.groups()
            symbols = "none" if loaded == "No" else "some" if undebugged else "full"
            found[int(low, 16)] = {"textLow": "0x" + low.lstrip("0"), "textHigh": "0x" + high.lstrip("0"), "symbols": symbols, "opened": path}
    return found


def is_elf(base):
    try:
        return memory(base, 4) == b"\x7fELF"
    except gdb.error:
        return False


def first_load_address(base):
    """p_vaddr of the first PT_LOAD of the 64-bit ELF image at `base`; 0 when its headers can't be read."""
    try:
        header = memory(base, 64)
        table, size, count = number(header[32:40]), number(header[54:56]), number(header[56:58])
        entries = memory(base + table, size * min(count, 64))
    except gdb.error:
        return 0
    rows = [entries[i * size:(i + 1) * size] for i in range(min(count, 64))]
    loads = [number(row[16:24]) for row in rows if number(row[0:4]) == PT_LOAD]
    return min(loads) & ~0xFFF if loads else 0


def number(data):
    return int.from_bytes(data, "little")
