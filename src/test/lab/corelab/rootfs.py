"""The root filesystem of another Debian release, with a HAProxy of the lab's as its /usr/sbin/haproxy."""
import shutil
import tempfile
from pathlib import Path

from corelab import packages
from corelab.debian import KEYRING, mirror
from corelab.locks import held
from corelab.places import cache, made
from corelab.say import say
from corelab.shell import run
from corelab.symbols import build_id

SUITE = "trixie"
LIBRARIES = ("base-files", "libc6", "zlib1g", "libssl3t64", "libpcre2-8-0", "liblua5.3-0", "libcrypt1")
MOUNT_POINTS = ("lab", "cores", "dev", "proc", "tmp")


def with_program(exe):
    """Made once for each binary; the libraries are the release's own, the binary is a copy."""
    root = made(cache() / "rootfs") / f"{SUITE}-{build_id(exe)[:12]}"
    if root.exists():
        return root
    packages.ensure(packages.FOREIGN)
    with held(cache() / "rootfs.lock", "the lock on root filesystems"):
        if not root.exists():
            fill(root, exe)
    return root


def fill(root, exe):
    say(f"making a root filesystem of {SUITE} with mmdebstrap")
    fresh = Path(tempfile.mkdtemp(prefix="new.", dir=root.parent))
    source = f"deb [signed-by={KEYRING}] {mirror()} {SUITE} main"
    run(["mmdebstrap", "--quiet", "--variant=extract", f"--include={','.join(LIBRARIES)}", SUITE, fresh, source])
    for name in MOUNT_POINTS:
        made(fresh / name)
    shutil.copy2(exe, made(fresh / "usr/sbin") / "haproxy")
    fresh.chmod(0o755)
    fresh.rename(root)
