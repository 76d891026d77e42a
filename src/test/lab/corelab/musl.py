"""What HAProxy needs beside musl: zlib from Debian's source, a shared object with debug info as Alpine has it."""
import shutil

from corelab import packages
from corelab.debian import Suite
from corelab.places import made
from corelab.say import say
from corelab.shell import run
from corelab.symbols import split


def zlib(recipe, work, out):
    """Leaves `out`/zlib/{include,lib}."""
    packages.ensure(packages.MUSL)
    version, source = Suite(recipe.suite).source("zlib", made(work / "zlib"))
    say(f"{recipe.name}: compiling zlib {version} with musl-gcc")
    flags = f"-O2 -g -fPIC -ffile-prefix-map={source}=/usr/src/zlib-{version}"
    environment = ["env", "CC=musl-gcc", f"CFLAGS={flags}", "LDFLAGS=-Wl,--build-id=sha1"]
    run(["nice", *environment, "./configure", f"--prefix={out}/zlib"], cwd=source, log=work / "make.log")
    run(["nice", "make", "-j2", "libz.so.1.2.13"], cwd=source, log=work / "make.log")
    keep(source, out)
    kernel_headers(work)


def keep(source, out):
    library = made(out / "zlib/lib")
    split(source / "libz.so.1.2.13", library / "libz.so.1", out / "debug")
    (library / "libz.so").symlink_to("libz.so.1")
    include = made(out / "zlib/include")
    for header in ("zlib.h", "zconf.h"):
        shutil.copy2(source / header, include)


def kernel_headers(work):
    """musl-gcc looks nowhere else than into musl's own headers; the kernel's don't depend on a libc."""
    headers = made(work / "headers")
    for name, place in (("linux", "linux"), ("asm-generic", "asm-generic"), ("asm", f"{triplet()}/asm")):
        (headers / name).symlink_to(f"/usr/include/{place}")


def triplet():
    return run(["gcc", "-print-multiarch"]).strip()
