"""The few system calls that Python 3.11 has no name for."""
import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
CLONE_NEWNS = 0x00020000
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MS_SHARED = 1 << 20
MNT_DETACH = 2


def die_with_parent(signal, parent):
    """This process gets the signal when its parent ends; asked too late, it ends at once."""
    checked(LIBC.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os._exit(70)


def own_mounts():
    """What is mounted from now on is seen by this process and its children only, and vanishes with them."""
    checked(LIBC.unshare(CLONE_NEWNS), "unshare(CLONE_NEWNS)")
    mount(None, "/", None, MS_REC | MS_PRIVATE)


def mount(source, target, kind, flags=0, data=None):
    arguments = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    checked(LIBC.mount(arguments[0], arguments[1], arguments[2], flags, arguments[3]), f"mount on {target}")


def share_mounts():
    """What is mounted from now on is seen by children in mounts of their own too, where they want that."""
    mount(None, "/", None, MS_REC | MS_SHARED)


def unmount(target):
    checked(LIBC.umount2(os.fsencode(target), MNT_DETACH), f"umount of {target}")


def checked(result, what):
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
