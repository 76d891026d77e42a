"""Whether a core is whole: one cut short looks like any other, but its program headers promise more than it holds."""
import struct

SEGMENT = struct.Struct("<8xQ16xQ")         # of an Elf64_Phdr: p_offset, p_filesz


def promised(core):
    """Bytes that the file must have, by its own program headers."""
    with open(core, "rb") as file:
        start = file.read(64)
        table, = struct.unpack_from("<Q", start, 32)
        size, number = struct.unpack_from("<HH", start, 54)
        file.seek(table)
        segments = file.read(size * number)
    ends = (sum(SEGMENT.unpack_from(segments, at)) for at in range(0, len(segments) - size + 1, size))
    return max(ends, default=0)


def complete(core):
    return core.stat().st_size >= promised(core)
