"""Which stream the crashed thread was working on, found without thread-local variables (musl has no libthread_db).

In this order: a local variable of a frame; the thread's current task; the only stream of the thread. Where several
streams are left over, none is claimed."""

import re

import gdb

from machine import is_signal_frame
from reading import field, listed, present, struct_behind, symbol_address, text, type_named, variable
from stacks import register, walked

POINTED = re.compile(r"<([A-Za-z_]\w*)(?:\.[\w.]+)?>")
STREAM_TASK = "process_stream"
THREAD_POINTERS = ("fs_base", "tpidr")
THREAD_AREA, STACK_BYTES = 8 << 10, 64 << 20
TASK_ARRAYS = ("ha_thread_ctx", "task_per_thread")
STREAM_ARRAYS = ("ha_thread_ctx", "ha_thread_info")


def find(journal):
    """What was found: `stream` and `how`, perhaps `task` (not a stream's), or `candidates`, how many there are."""
    found = journal.probe("stream in frames", stream_in_frames)
    if found:
        return found
    thread = journal.probe("thread number", crashed_thread_number)
    task = journal.probe("current task", lambda: current_task(thread)) if thread is not None else None
    if task:
        return task
    return journal.probe("stream list", lambda: stream_in_lists(thread)) or {}


def stream_in_frames():
    for index, frame in interrupted_frames():
        for name, value in variables(frame):
            stream = as_stream(name, value, frame)
            if stream is not None:
                return {"stream": stream, "how": "frame %d local %s" % (index, name), "frame": index}
    return None


def interrupted_frames():
    """The frames from the innermost; where a signal handler ran, those it interrupted before its own."""
    frames = list(enumerate(frame for frame, problem in walked() if not problem))
    handlers = [index for index, frame in frames if is_signal_frame(frame)]
    split = handlers[-1] + 1 if handlers else 0
    return frames[split:] + frames[:split]


def variables(frame):
    """(name, value) of arguments and locals that are pointers, not optimised out and not NULL."""
    block = block_of(frame)
    while block is not None:
        for symbol in block:
            value = pointer_in(symbol, frame) if symbol.is_argument or symbol.is_variable else None
            if value is not None:
                yield symbol.name, value
        block = None if block.function is not None else block.superblock


def block_of(frame):
    try:
        return frame.block()
    except RuntimeError:  # no debug information for this function
        return None


def pointer_in(symbol, frame):
    if symbol.type.strip_typedefs().code != gdb.TYPE_CODE_PTR:
        return None
    try:
        value = symbol.value(frame)
        return None if value.is_optimized_out or int(value) == 0 else value
    except (gdb.error, RuntimeError, TypeError):
        return None


def as_stream(name, value, frame):
    if struct_behind(value.type) == "stream" or (name == "context" and frame.name() == STREAM_TASK):
        return checked(int(value))
    return None


def checked(address):
    """The stream at `address`, if it leads to a frontend with a name: clobbered variables don't."""
    struct = type_named("struct stream")
    if struct is None:
        return None
    stream = gdb.Value(address).cast(struct.pointer())
    try:
        return stream if text(field(stream, "sess.fe.id")) else None
    except gdb.error:
        return None


def crashed_thread_number():
    """HAProxy's number of the crashed thread: by pthread id, by the top of its stack, or as the only one."""
    if thread_count() == 1:
        return 0
    ids = thread_fields("pth_id") or thread_fields("pthread") or [int(id) for id in per_thread("ha_pthread")]
    by_id = closest(ids, thread_pointer(), -THREAD_AREA)
    return by_id if by_id is not None else closest(thread_fields("stack_top"), register("sp"), STACK_BYTES)


def thread_count():
    return int(field(variable("global"), "nbthread") or 0)


def per_thread(name):
    """The threads' elements of the array `name`; none when this version has no such array."""
    array = variable(name)
    last = array.type.strip_typedefs().range()[1] if array is not None else -1
    return [array[i] for i in range(min(thread_count(), last + 1))]


def thread_fields(name):
    """ha_thread_info[..].name as numbers; none when this version has no such field."""
    values = [field(info, name) for info in per_thread("ha_thread_info")]
    return [int(value) for value in values if value is not None]


def thread_pointer():
    """Where the C library keeps what is the selected thread's own; pthread_self() is there or shortly before."""
    for name in THREAD_POINTERS:
        try:
            return register(name)
        except (ValueError, gdb.error):
            continue
    return 0


def closest(addresses, point, reach):
    """The index of the one address nearest to `point` among those between it and point + reach."""
    low, high = sorted((point, point + reach))
    near = sorted((abs(address - point), index) for index, address in enumerate(addresses) if low <= address <= high and address)
    return near[0][1] if near and point else None


def current_task(thread):
    contexts = [per_thread(name)[thread] for name in TASK_ARRAYS if len(per_thread(name)) > thread]
    tasks = [present(field(context, "current")) for context in contexts]
    task = next((task for task in tasks if task is not None), None)
    if task is None:
        return None
    if int(task["process"]) == symbol_address(STREAM_TASK):
        stream = checked(int(task["context"]))
        return {"stream": stream, "how": "current task"} if stream is not None else None
    return {"task": pointed_function(task["process"])}


def pointed_function(pointer):
    name = POINTED.search(str(pointer))
    return name.group(1) if name else hex(int(pointer))


def stream_in_lists(thread):
    struct = type_named("struct stream")
    found = [stream for head in stream_lists(thread) for stream in listed(head, struct, "list")] if struct else []
    if len(found) > 1:
        return {"candidates": len(found)}
    stream = checked(int(found[0])) if found else None
    return {"stream": stream, "how": "the only stream of the thread"} if stream is not None else {}


def stream_lists(thread):
    """The heads of the crashed thread's list of streams, or of all threads' when it isn't known."""
    for contexts in map(per_thread, STREAM_ARRAYS):
        chosen = contexts if thread is None else contexts[thread:thread + 1]
        heads = [field(context, "streams") for context in chosen]
        if heads and heads[0] is not None:
            return heads
    common = variable("streams")
    return [common] if common is not None else []
