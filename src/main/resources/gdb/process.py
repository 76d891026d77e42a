"""The HAProxy process as a whole: version, build, age. Types and names are probed, versions never compared."""

import re

import gdb

from reading import chained, field, is_pointer, memory, number, present, string_at, symbol_address, text, variable

VERSION = re.compile(r"^\d+\.\d+")
FEATURES = re.compile(r"^[+-][A-Z0-9_]+ [+-]")
MOST_THREADS = 4096
YEARS_10 = 10 * 365 * 86400
# Functions that only one of the two implementations has; their addresses are in a table, so they aren't inlined away.
ZLIB = ("deflate_init", "comp_deflate_init", "deflate_flush_or_finish", "comp_deflate_flush_or_finish")
SLZ = ("rfc195x_init", "comp_rfc195x_init", "rfc1951_init", "comp_rfc1951_init")


def read_process(journal):
    found = {}
    for name, read in (
        ("pid", lambda: gdb.selected_inferior().pid or None),
        ("version", version),
        ("buildFeatures", build_features),
        ("compression", compression),
        ("threads", lambda: positive(field(variable("global"), "nbthread"), MOST_THREADS)),
        ("startTime", lambda: positive(field(variable("start_date"), "tv_sec"))),
        ("uptimeSeconds", uptime),
        ("tainted", tainted),
        ("proxies", proxies),
    ):
        journal.fill(found, name, read)
    return found


def version():
    known = variable("haproxy_version")
    if known is not None:
        return text(known)
    address = symbol_address("haproxy_version")
    words = string_at(address) if address else None
    return words if words and VERSION.match(words) else None


def build_features():
    known = variable("build_features")
    if known is not None:
        return text(known)
    address = symbol_address("build_features")
    words = string_at(number(memory(address, 8))) if address else None
    return words if words and FEATURES.match(words) else None


def compression():
    features = (build_features() or "").split()
    if "+ZLIB" in features or "+SLZ" in features:
        return "zlib" if "+ZLIB" in features else "slz"
    if "-ZLIB" in features and "-SLZ" in features:
        return "none"
    if any(map(symbol_address, ZLIB)):
        return "zlib"
    return "slz" if any(map(symbol_address, SLZ)) else None


def uptime():
    """Seconds from the start to the last turn of the polling loop, by HAProxy's own clocks."""
    now = clock("global_now_ns")
    start = clock("start_time_ns")
    if now and start:
        return plausible((now - start) // 10**9)
    begun = positive(field(variable("start_date"), "tv_sec"))
    packed = clock("global_now")
    if begun and packed:
        return plausible((packed >> 32) - begun)
    return plausible(int(field(variable("now"), "tv_sec")) - begun) if begun and variable("now") else None


def clock(name):
    known = variable(name)
    if known is not None and is_pointer(known):
        known = known.dereference() if present(known) else None
    return int(known) if known is not None else None


def plausible(seconds):
    return seconds if 0 <= seconds < YEARS_10 else None


def positive(value, most=1 << 40):
    return int(value) if value is not None and 0 < int(value) <= most else None


def tainted():
    known = variable("tainted")
    return hex(int(known)) if known is not None else None


def proxies():
    first = variable("proxies_list")
    if first is None:
        first = variable("proxy")
    return sum(1 for _ in chained(first, "next")) if first is not None and is_pointer(first) else None
