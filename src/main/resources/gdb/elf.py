"""What is needed of ELF images in the core's memory and of ELF files beside it (elf(5); 64-bit, little-endian)."""

import struct

import gdb

from reading import memory, number

PT_LOAD, PT_GNU_EH_FRAME = 1, 0x6474E550
HEADERS = 64
FRAMES = 1 << 18


def program_headers(base):
    """(type, p_vaddr) of the image at `base`; empty when its first page can't be read."""
    try:
        header = memory(base, 64)
        table, size, count = number(header[32:40]), number(header[54:56]), min(number(header[56:58]), HEADERS)
        entries = memory(base + table, size * count)
    except gdb.error:
        return []
    rows = [entries[i * size:(i + 1) * size] for i in range(count)]
    return [(number(row[0:4]), number(row[16:24])) for row in rows]


def first_load_address(base):
    """p_vaddr of the first PT_LOAD; 0, as it is for libraries, when it can't be read."""
    loads = [address for kind, address in program_headers(base) if kind == PT_LOAD]
    return min(loads) & ~0xFFF if loads else 0


def unwind_starts(base, bias):
    """Sorted (start of a function, address of its FDE) from .eh_frame_hdr (LSB core, 10.6.2); empty when there is none."""
    place = next((bias + address for kind, address in program_headers(base) if kind == PT_GNU_EH_FRAME), None)
    if place is None or memory(place, 4) != b"\x01\x1b\x03\x3b":
        return []
    count = min(number(memory(place + 8, 4)), FRAMES)
    return [(place + start, place + fde) for start, fde in struct.iter_unpack("<ii", memory(place + 12, 8 * count))]


def unwind_length(fde):
    """How many bytes of code the FDE covers (its encoding is pc-relative with four bytes wherever .eh_frame_hdr is)."""
    return number(memory(fde + 12, 4))


def signed(data):
    return int.from_bytes(data, "little", signed=True)


def section_names(file):
    """The bytes of the section name table of an ELF file."""
    with open(file, "rb") as elf:
        header = elf.read(64)
        table, size, index = number(header[40:48]), number(header[58:60]), number(header[62:64])
        elf.seek(table + size * index)
        names = elf.read(64)
        elf.seek(number(names[24:32]))
        return elf.read(min(number(names[32:40]), 1 << 16))
