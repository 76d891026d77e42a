"""Makes a build once: in a directory of its own, renamed into place when whole, so a build is there or isn't.

A build is `bin/haproxy` (stripped, with build-id and debuglink), `debug/.build-id/xx/yyyy.debug` and `build.json`.
Its name holds version and recipe, so one that fits is used without asking any mirror.
"""
import json
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corelab import musl, packages, stock
from corelab.debian import Suite
from corelab.locks import held
from corelab.places import builds, cache
from corelab.recipes import RECIPES
from corelab.say import LabError, say
from corelab.shell import run
from corelab.symbols import split


@dataclass(frozen=True)
class Build:
    """`debugDir` holds a .build-id tree, or is None where nobody ships debug info."""
    variant: str
    version: str
    exe: str
    debugDir: str | None
    makeLine: str
    seconds: float
    libc: str = "glibc"


def build(variant):
    """The build of this variant, made if it isn't there yet."""
    recipe = RECIPES.get(variant)
    if recipe is None:
        raise LabError(f"no variant {variant}; there are: {' '.join(RECIPES)} all", 64)
    return existing(recipe) or made_now(recipe)


def variant(name):
    """The build to run: any recipe, or "nodebug", which is the zlib build with its debug info kept from everybody."""
    return replace(build("zlib"), variant=name, debugDir=None) if name == "nodebug" else build(name)


def existing(recipe):
    found = sorted(builds().glob(f"*-{recipe.name}-{recipe.key()}/build.json"))
    return Build(**json.loads(found[-1].read_text(encoding="utf-8"))) if found else None


def made_now(recipe):
    packages.ensure(packages.BUILD)
    with held(cache() / "build.lock", "the build lock"):
        return existing(recipe) or whole(recipe)


def whole(recipe):
    """Built in a temporary directory; what failed or was killed there is kept until the next try."""
    started = time.monotonic()
    for left in cache().glob(f"{recipe.name}.*"):
        shutil.rmtree(left)
    work = Path(tempfile.mkdtemp(prefix=f"{recipe.name}.", dir=cache()))
    out = work / "out"
    out.mkdir()
    final, version, make_line = MAKERS[recipe.kind](recipe, work, out)
    made = described(recipe, version, make_line, final, time.monotonic() - started)
    (out / "build.json").write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    out.rename(final)
    shutil.rmtree(work)
    say(f"{recipe.name}: HAProxy {version} is at {final} after {made.seconds:.0f} s")
    return made


def described(recipe, version, make_line, final, seconds):
    debug = None if recipe.kind == "package" else str(final / "debug")
    exe = final / ("root/usr/sbin/haproxy" if recipe.kind == "package" else "bin/haproxy")
    return Build(recipe.name, version, str(exe), debug, make_line, round(seconds, 1),
                 "musl" if recipe.kind == "musl" else "glibc")


def from_source(recipe, work, out):
    suite = Suite(recipe.suite)
    version, source = (suite.release if recipe.released else suite.source)("haproxy", work)
    final = builds() / f"haproxy-{version}-{recipe.name}-{recipe.key()}"
    places = {"map": f"-ffile-prefix-map={source}=/usr/src/haproxy-{version}", "zlib": out / "zlib", "final": final,
              "headers": work / "headers"}
    if recipe.kind == "musl":
        musl.zlib(recipe, work, out)
    arguments = [argument.format(**places) for argument in recipe.make]
    say(f"{recipe.name}: compiling HAProxy {version} (a minute or two)")
    run(["nice", "make", "-j2", *arguments, "haproxy"], cwd=source, log=work / "make.log")
    split(source / "haproxy", out / "bin/haproxy", out / "debug")
    return final, version, " ".join(arguments)


def from_package(recipe, work, out):
    packages.ensure(packages.STOCK)
    version = stock.unpack(recipe, work, out)
    return builds() / f"haproxy-{version}-{recipe.name}-{recipe.key()}", version, ""


MAKERS = {"source": from_source, "musl": from_source, "package": from_package}
