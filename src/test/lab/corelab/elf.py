"""Whether a core is whole: one cut short looks like any other, but its program headers promise more than it holds."""
import os
import struct

SEGMENT = struct.Struct("<8xQ16xQ")         # of an Elf64_Phdr: p_offset, p_filesz


def measured(core):
    """Its bytes and whether these are all; of one open file, since who watches the directory may take it away."""
    with open(core, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        return size, size >= promised(file)


def promised(file):
    """Bytes that the file must have, by its own program headers."""
    start = file.read(64)
    table, = struct.unpack_from("<Q", start, 32)
    size, number = struct.unpack_from("<HH", start, 54)
    file.seek(table)
    segments = file.read(size * number)
    ends = (sum(SEGMENT.unpack_from(segments, at)) for at in range(0, len(segments) - size + 1, size))
    return max(ends, default=0)
