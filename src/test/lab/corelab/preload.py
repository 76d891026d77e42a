"""The library that does the harm, compiled for the libc it's loaded into and kept in the cache by its source's hash."""
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from corelab import packages
from corelab.places import LAB, cache, made
from corelab.shell import run

SOURCE = LAB / "preload/faults.c"


def library(build):
    flags = compiler(build)
    key = hashlib.sha256(SOURCE.read_bytes() + repr(flags).encode()).hexdigest()[:12]
    target = made(cache() / "preload") / f"libfaults-{build.libc}-{key}.so"
    if not target.exists():
        compile_to(target, flags)
    return target


def copied(file, out):
    """Its name in `out`: HAProxy, in whatever root and under whatever uid, reads it there."""
    return shutil.copy2(file, out / "libfaults.so").name


def compiler(build):
    if build.libc == "musl":
        return ["musl-gcc", f"-I{Path(build.exe).parent.parent}/zlib/include"]
    return ["gcc"]


def compile_to(target, flags):
    packages.ensure(packages.BUILD)
    descriptor, fresh = tempfile.mkstemp(dir=target.parent, suffix=".new")
    os.close(descriptor)
    run([*flags, "-O2", "-g", "-fPIC", "-shared", "-Wl,--build-id=sha1", SOURCE, "-o", fresh, "-ldl"])
    os.chmod(fresh, 0o755)
    shutil.move(fresh, target)
