"""What the kernel logs while HAProxy dies: raw records of /dev/kmsg, `priority,sequence,microseconds,flags;text`."""
import os
from contextlib import contextmanager


@contextmanager
def recorded(file):
    """Writes the block's records to `file`; nothing where /dev/kmsg can't be read."""
    try:
        reader = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        yield
        return
    try:
        os.lseek(reader, 0, os.SEEK_END)
        yield
        file.write_bytes(b"".join(records(reader)))
    finally:
        os.close(reader)


def records(reader):
    while True:
        try:
            yield os.read(reader, 8192)
        except BlockingIOError:
            return
        except BrokenPipeError:
            continue        # overwritten before it was read: the next read goes on at the oldest record
