"""The ways to die: what is done to HAProxy, where, and what a good report must say of it."""
from dataclasses import dataclass

ZLIB_BUILDS = ("zlib", "nodebug", "musl", "trixie", "bullseye")
GLIBC_BUILDS = ("zlib", "slz", "stock", "nodebug", "trixie", "bullseye")
ALL_BUILDS = GLIBC_BUILDS + ("musl",)

WHOLE, CUT, NO_CORE = "whole", "cut", "none"

HAPROXY = 99                                                # uid and gid of HAProxy's own images
DROPS = (f"uid {HAPROXY}", f"gid {HAPROXY}")                # what makes a process not dumpable
JAIL = "/var/lib/haproxy"                                   # Debian's


@dataclass(frozen=True)
class Scenario:
    """One of `harm` (what libfaults.so does when the poisonous reply passes), `command` (on the stats socket) or
    `kill` (a signal to the worker). `surroundings` names what is special about where HAProxy runs.
    `settings` are lines of its global section, `uid` is the worker's in the end.
    """
    name: str
    words: str
    kind: str
    signal: str
    harm: str | None = None
    command: str | None = None
    kill: int | None = None
    builds: tuple = ALL_BUILDS
    variant: str = "zlib"
    core: str = WHOLE
    surroundings: str = "plain"
    deliberate: bool = False
    settings: tuple = ("set-dumpable",)
    uid: int = 0

    def starts_as(self, uid):
        """A worker that drops its uid by the configuration was started as root."""
        return 0 if set(DROPS) <= set(self.settings) else uid


SCENARIOS = {scenario.name: scenario for scenario in (
    Scenario("zlib", "the story: libz's deflate reads past its input, in memcpy", "memory", "SIGSEGV",
             harm="zlib", builds=ZLIB_BUILDS),
    Scenario("bug-on", "a failed BUG_ON, by `debug dev bug`", "assertion", "BUG_ON",
             command="debug dev bug", deliberate=True, builds=tuple(b for b in ALL_BUILDS if b != "bullseye")),
    Scenario("panic", "ha_panic(), by `debug dev panic`", "panic", "SIGABRT",
             command="debug dev panic", deliberate=True),
    Scenario("watchdog", "a thread that loops until the watchdog fires, by `debug dev loop`", "watchdog", "SIGABRT",
             command="debug dev loop 600000", deliberate=True),
    Scenario("watchdog-request", "a request that never ends until the watchdog fires", "watchdog", "SIGABRT",
             harm="watchdog"),
    Scenario("stack-overflow", "endless recursion while a reply is processed", "stack-overflow", "SIGSEGV",
             harm="stack-overflow"),
    Scenario("null-call", "a call of a null function pointer while a reply is processed", "null-call", "SIGSEGV",
             harm="null-call"),
    Scenario("heap-corruption", "a write past a buffer's end, which glibc's free() finds", "heap-corruption", "SIGABRT",
             harm="heap-corruption", builds=GLIBC_BUILDS),
    Scenario("sigkill", "SIGKILL from outside", "unknown", "SIGKILL", kill=9, core=NO_CORE),
    Scenario("oom", "memory without end, in a memory cgroup of its own", "out-of-memory", "SIGKILL",
             harm="oom", core=NO_CORE, surroundings="memory-cgroup"),
    Scenario("nodebug", "the zlib crash of a binary without debug info", "memory", "SIGSEGV",
             harm="zlib", builds=("nodebug",), variant="nodebug"),
    Scenario("foreign-root", "the zlib crash in trixie's root, whose libc and libz aren't the host's", "memory",
             "SIGSEGV", harm="zlib", builds=("zlib", "nodebug"), surroundings="foreign-root"),
    Scenario("container", "the zlib crash in a container of trixie, as uid 99 from the start", "memory", "SIGSEGV",
             harm="zlib", builds=("zlib",), surroundings="container", uid=HAPROXY),
    Scenario("container-dropped", "the same as root that drops to uid 99, with set-dumpable", "memory", "SIGSEGV",
             harm="zlib", builds=("zlib",), surroundings="container", uid=HAPROXY, settings=("set-dumpable", *DROPS)),
    Scenario("container-undumpable", "the same without set-dumpable: no core", "memory", "SIGSEGV", core=NO_CORE,
             harm="zlib", builds=("zlib",), surroundings="container", uid=HAPROXY, settings=DROPS),
    Scenario("container-jail", "the same with set-dumpable and a chroot, as Debian configures it", "memory", "SIGSEGV",
             harm="zlib", builds=("zlib",), surroundings="container", uid=HAPROXY,
             settings=("set-dumpable", *DROPS, f"chroot {JAIL}")),
    Scenario("docker", "the story itself: the zlib crash in Docker, as root, with a core ulimit of 0: no core", "memory",
             "SIGSEGV", core=NO_CORE, harm="zlib", builds=("zlib",), surroundings="docker", settings=()),
    Scenario("container-truncated", "endless recursion in a container, its core cut by RLIMIT_CORE", "stack-overflow",
             "SIGSEGV", harm="stack-overflow", builds=("zlib",), core=CUT, surroundings="small-container", uid=HAPROXY,
             settings=()),
    Scenario("truncated-rlimit", "the zlib crash, its core cut by RLIMIT_CORE", "memory", "SIGSEGV",
             harm="zlib", builds=ZLIB_BUILDS, core=CUT, surroundings="small-limit"),
    Scenario("truncated-disk", "the zlib crash, its core cut by a full disk", "memory", "SIGSEGV",
             harm="zlib", builds=ZLIB_BUILDS, core=CUT, surroundings="small-disk"),
)}


def signal_of(scenario, version):
    """BUG_ON writes to address 1 up to 2.6; from 2.8 on it is an invalid instruction."""
    if scenario.signal != "BUG_ON":
        return scenario.signal
    return "SIGILL" if version >= (2, 8) else "SIGSEGV"


def place_of(harm, has_zlib):
    """Where libfaults.so looks for the marker: in zlib's input where there's a zlib, else in a matched header."""
    return None if harm is None else "deflate" if has_zlib else "regex"


def expected(scenario, version, has_zlib, has_symbols):
    """What a report on this death must say. A death on request names the request; one by command or signal has none.

    `requestKnown`: the core can tell of the request, which takes a whole core and debug info.
    """
    known = {"signal": signal_of(scenario, version), "kind": scenario.kind, "deliberate": scenario.deliberate,
             "core": scenario.core, "compression": "zlib" if has_zlib else "slz"}
    if not scenario.harm:
        return known
    readable = has_symbols and scenario.core == WHOLE
    known.update(REQUEST, requestKnown=readable)
    if readable:
        known.update(function=victim(version, has_zlib))
    if scenario.harm == "zlib":
        known.update(library="libz.so.1", calls=["memcpy", "deflate"] + ([known["function"]] if readable else []))
    return known


REQUEST = {"frontend": "www", "backend": "thing_two", "server": "two", "method": "POST", "algorithm": "gzip",
           "direction": "response", "status": 200}


def victim(version, has_zlib):
    """HAProxy's function nearest to the harm whose name is the same in every build of that version."""
    if not has_zlib:
        return "process_stream"
    return "comp_deflate_flush_or_finish" if version >= (3, 4) else "deflate_flush_or_finish"
