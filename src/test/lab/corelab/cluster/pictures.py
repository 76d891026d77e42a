"""The images that tests run: HAProxy as the lab builds it, and corewatch as target/ has it."""
import tempfile
from contextlib import contextmanager
from pathlib import Path

from corelab import packages, preload, rootfs
from corelab.builder import build
from corelab.cluster.images import Image
from corelab.debian import KEYRING, mirror
from corelab.locks import held
from corelab.places import LAB, cache, made
from corelab.say import LabError, say
from corelab.scenarios import HAPROXY
from corelab.shell import run

ROOT = LAB.parent.parent.parent
ACCOUNTS = "root:x:0:0::/:/bin/sh\nhaproxy:x:{0}:{0}::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n"
GROUPS = "root:x:0:\nhaproxy:x:{0}:\nnogroup:x:65534:\n"
NOBODY = "65532:65532"

SUITE = "bookworm"
PROGRAMS = ("base-files", "dash", "coreutils", "gdb", "elfutils", "util-linux", "zlib1g", "ca-certificates")
# What a JDK has for those who compile.
SOURCES = ("src.zip", "ct.sym")
APPLETS = ("sh", "cat", "ls", "ps", "kill", "id", "wget", "nslookup", "sleep")
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def haproxy(variant, archive):
    """localhost/haproxy:VARIANT with its debug info, libfaults.so and a shell; reads /etc/haproxy/haproxy.cfg, as uid 99."""
    packages.ensure(packages.NODE)
    program = build(variant)
    with small_files(APPLETS) as own:
        parts = {**own, "usr/bin/busybox": "/bin/busybox", "usr/lib/libfaults.so": preload.library(program)}
        if program.debugDir:
            parts["usr/lib/debug"] = program.debugDir
        return Image(f"localhost/haproxy:{variant}", ({".": rootfs.with_program(program.exe)}, parts),
                     ("haproxy", "-f", "/etc/haproxy/haproxy.cfg"), f"{HAPROXY}:{HAPROXY}", (PATH,)).write(archive)


def corewatch(archive):
    """localhost/corewatch:test: target/ and this machine's JDK 25 on a Debian with the debugger; nobody's unless told."""
    target = ROOT / "target"
    if not (target / "quarkus-app/quarkus-run.jar").exists():
        raise LabError(f"{target} has no corewatch: run make build")
    java = Path(run([ROOT / "scripts/jdk25"]).strip())
    application = {f"opt/corewatch/{name}": target / name for name in ("corewatch", "corewatch-helper", "quarkus-app")}
    with small_files(()) as own:
        return Image("localhost/corewatch:test", (debian(), runtime(java), {**application, **own}), ("/opt/corewatch/corewatch",),
                     NOBODY, (PATH, f"JAVA_HOME={java}")).write(archive)


def runtime(java):
    """At the same place as here, for caches that were made here."""
    parts = [java / name for name in ("bin", "conf", "release")]
    parts += [part for part in (java / "lib").iterdir() if part.name not in SOURCES]
    return {str(part).lstrip("/"): part for part in sorted(parts)}


@contextmanager
def small_files(applets):
    """Accounts, and names of busybox."""
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        for name, text in {"passwd": ACCOUNTS, "group": GROUPS}.items():
            (work / name).write_text(text.format(HAPROXY), encoding="utf-8")
        for applet in applets:
            (work / applet).symlink_to("busybox")
        yield {**{f"etc/{name}": work / name for name in ("passwd", "group")},
               **{f"usr/bin/{name}": work / name for name in applets}}


def debian():
    """A tar archive with the debugger and what it needs, made once; unpacked only, not installed."""
    archive = made(cache() / "images") / f"{SUITE}.tar"
    with held(cache() / "images.lock", "the lock on images"):
        if not archive.exists():
            packages.ensure(packages.FOREIGN)
            say(f"making a root filesystem of {SUITE} with gdb by mmdebstrap")
            source = f"deb [signed-by={KEYRING}] {mirror()} {SUITE} main"
            fresh = archive.with_suffix(".new.tar")
            run(["mmdebstrap", "--quiet", "--variant=extract", f"--include={','.join(PROGRAMS)}", SUITE, fresh, source])
            fresh.rename(archive)
    return archive
