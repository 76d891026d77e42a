"""HAProxy's internal form of an HTTP message (HTX, 1.9 on) in a channel's buffer.

Block n lies at blocks + size - 8*(n+1): its payload's place, then type << 28 and the lengths."""

import gdb

from reading import decoded, field, memory, number, present, type_named

REQUEST_LINE, STATUS_LINE, HEADER, END_OF_HEADERS = 0, 1, 2, 3
BLOCKS = 512
PART_BYTES = 4096


class Message:
    """The start line and the headers that a buffer still holds; both are empty once they were forwarded."""

    def __init__(self, buffer):
        self.start, self.headers = None, []
        self.htx = htx_in(buffer)
        if self.htx is not None:
            self.blocks = int(self.htx["blocks"].address)
            self.read()

    def read(self):
        head, tail = int(self.htx["head"]), int(self.htx["tail"])
        for position in range(head, min(tail, head + BLOCKS) + 1) if head >= 0 else ():
            payload, info = self.block(position)
            kind = info >> 28
            if kind in (REQUEST_LINE, STATUS_LINE):
                self.start = (kind, start_line(payload))
            elif kind == HEADER:
                self.headers.append(header(payload, info))
            elif kind == END_OF_HEADERS:
                break

    def block(self, position):
        row = memory(self.blocks + int(self.htx["size"]) - 8 * (position + 1), 8)
        return self.blocks + number(row[:4]), number(row[4:])

    def request_line(self):
        """(method, URI, version), or None."""
        return self.start[1] if self.start and self.start[0] == REQUEST_LINE else None


def htx_in(buffer):
    """The buffer's area as a struct htx, if it is one: its size field must be what HTX makes of this buffer."""
    struct, area = type_named("struct htx"), present(field(buffer, "area"))
    if struct is None or area is None:
        return None
    htx = area.cast(struct.pointer())
    return htx if int(htx["size"]) == int(buffer["size"]) - struct.sizeof else None


def start_line(payload):
    line = gdb.Value(payload).cast(type_named("struct htx_sl").pointer())
    parts, place = [], int(line["l"].address)
    for i in range(3):
        length = int(line["len"][i])
        parts.append(decoded(memory(place, min(length, PART_BYTES))))
        place += length
    return tuple(parts)


def header(payload, info):
    name, value = info & 0xFF, info >> 8 & 0xFFFFF
    data = memory(payload, name + min(value, PART_BYTES))
    return decoded(data[:name]).lower(), decoded(data[name:])
