"""Reading a core that may be damaged or hostile.

Every number here is a bound: a list that loops, a string without an end and a pointer to nowhere cost a
known amount of work and an entry in `errors`, never the rest of the document.
"""

import time

import gdb

LIST_NODES = 10000
STRING_BYTES = 4096
ERRORS = 40
ERROR_CHARACTERS = 160
CHUNK = 256


class Journal:
    """Runs probes until the deadline and remembers in a few words why some found nothing."""

    def __init__(self, seconds):
        self.deadline = time.monotonic() + seconds
        self.errors = []
        self.late = False

    def probe(self, name, read):
        """What read() returns, or None; a failure of any sort is noted under `name`."""
        if self.out_of_time():
            return None
        try:
            return read()
        except Exception as failure:  # gdb raises half a dozen unrelated types; none may end the script
            self.note(name, failure)
            return None

    def fill(self, document, name, read):
        """Sets document[name] to what read() returns, unless that is None: what isn't known is absent."""
        value = self.probe(name, read)
        if value is not None:
            document[name] = value

    def note(self, name, failure):
        text = "%s: %s" % (name, failure)
        if len(self.errors) < ERRORS and text[:ERROR_CHARACTERS] not in self.errors:
            self.errors.append(text[:ERROR_CHARACTERS])

    def out_of_time(self):
        if time.monotonic() < self.deadline:
            return False
        if not self.late:
            self.note("time", "the script's budget ran out, the rest was not looked for")
            self.late = True
        return True


def program():
    """The objfile of the program itself: a symbol of the same name in a library isn't HAProxy's."""
    main = gdb.current_progspace().filename
    loaded = gdb.objfiles()
    return next((o for o in loaded if o.filename == main), loaded[0] if loaded else None)


def variable(name):
    """The global or static variable `name` of the program, or None when its debug information has none."""
    objfile = program()
    if objfile is None:
        return None
    symbol = objfile.lookup_global_symbol(name) or objfile.lookup_static_symbol(name)
    # Not `is_variable`: a declaration met before the definition isn't one, yet gdb knows its value.
    return symbol.value() if symbol is not None and not symbol.is_function else None


def symbol_address(name):
    """Where the symbol `name` lies, also without debug information; None when there is none."""
    try:
        return int(gdb.parse_and_eval("(unsigned long)&'%s'" % name))
    except gdb.error:
        return None


def type_named(name):
    try:
        return gdb.lookup_type(name)
    except gdb.error:
        return None


def struct_behind(type_):
    """The name of the struct that `type_` points to, else None."""
    type_ = type_.strip_typedefs()
    if type_.code != gdb.TYPE_CODE_PTR:
        return None
    target = type_.target().strip_typedefs().unqualified()
    return target.name if target.code == gdb.TYPE_CODE_STRUCT else None


def is_pointer(value):
    return value.type.strip_typedefs().code == gdb.TYPE_CODE_PTR


def field(value, path):
    """value->a->b for path "a.b"; None when a pointer on the way is NULL or this version has no such field."""
    for name in path.split("."):
        if value is None or (is_pointer(value) and int(value) == 0):
            return None
        if not has_field(value.type, name):
            return None
        value = value[name]
    return value


def has_field(type_, name):
    type_ = type_.strip_typedefs()
    if type_.code == gdb.TYPE_CODE_PTR:
        type_ = type_.target().strip_typedefs()
    if type_.code not in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        return False
    return any(f.name == name or (not f.name and has_field(f.type, name)) for f in type_.fields())


def present(value):
    """`value`, unless it is None or a NULL pointer."""
    return None if value is None or (is_pointer(value) and int(value) == 0) else value


def memory(address, length):
    return bytes(gdb.selected_inferior().read_memory(address, length))


def number(data):
    """Little-endian, as every machine HAProxy's packages are built for."""
    return int.from_bytes(data, "little")


def text(value):
    """The C string behind a char pointer or in a char array, cut at STRING_BYTES; None for NULL."""
    if value is None:
        return None
    if is_pointer(value):
        return string_at(int(value)) if int(value) else None
    return string_at(int(value.address))


def string_at(address):
    data = b""
    while len(data) < STRING_BYTES:
        chunk = memory(address + len(data), CHUNK - (address + len(data)) % CHUNK)
        end = chunk.find(b"\0")
        if end >= 0:
            return decoded(data + chunk[:end])
        data += chunk
    return decoded(data[:STRING_BYTES])


def decoded(data):
    return data.decode("utf-8", "replace")


def container(address, struct, member):
    """The struct around its member at `address` (the kernel's container_of)."""
    offset = next(f.bitpos // 8 for f in struct.fields() if f.name == member)
    return gdb.Value(address - offset).cast(struct.pointer())


def listed(head, struct, member):
    """The structs on HAProxy's doubly linked list `head`, at most LIST_NODES, ending at a loop."""
    start, node, seen = int(head.address), head["n"], set()
    while int(node) not in seen and int(node) != start and int(node) and len(seen) < LIST_NODES:
        seen.add(int(node))
        yield container(int(node), struct, member)
        node = node["n"]


def chained(first, link):
    """The structs of a singly linked chain, at most LIST_NODES, ending at a loop."""
    node, seen = first, set()
    while node is not None and int(node) and int(node) not in seen and len(seen) < LIST_NODES:
        seen.add(int(node))
        yield node
        node = node[link]
