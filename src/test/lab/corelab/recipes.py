"""The HAProxys the lab can make: whose source, which make line. A changed recipe is a new build beside the old one."""
import hashlib
from dataclasses import dataclass

LUA = ("USE_LUA=1", "LUA_LIB_NAME=lua5.3", "LUA_INC=/usr/include/lua5.3")
FULL = ("TARGET=linux-glibc", "USE_OPENSSL=1", "USE_PCRE2=1", "USE_PCRE2_JIT=1", *LUA, "USE_PROMEX=1", "USE_SYSTEMD=")
ZLIB = ("USE_ZLIB=1", "USE_SLZ=")
SLZ = ("USE_SLZ=1", "USE_ZLIB=")
LINK = ("ADDLIB=-Wl,--build-id=sha1",)
# {map} makes the source's path in the debug info the same wherever the build ran. Names of 3.0 and newer, and of older.
FLAGS = ("OPT_CFLAGS=-O2", "CFLAGS=-g {map}")
OLD_FLAGS = ("CPU_CFLAGS=-O2", "DEBUG_CFLAGS=-g {map}")
MUSL = ("TARGET=linux-musl", "CC=musl-gcc", "USE_ZLIB=1", "USE_SLZ=", "USE_OPENSSL=", "USE_PCRE2=", "USE_LUA=",
        "USE_SYSTEMD=", "USE_LIBCRYPT=", "USE_CRYPT_H=",
        "ZLIB_INC={zlib}/include", "ZLIB_LIB={zlib}/lib", "CPU_CFLAGS=-O2",
        "DEBUG_CFLAGS=-g {map} -idirafter {headers}",
        "ADDLIB=-Wl,--build-id=sha1 -Wl,-rpath,{final}/zlib/lib")


@dataclass(frozen=True)
class Recipe:
    """`suite`: whose source. `make`: the make line, with {places} filled in when the build runs.

    `released`: HAProxy's own release as the suite has it, without Debian's patches.
    """
    name: str
    suite: str
    make: tuple
    kind: str = "source"
    released: bool = False

    def key(self):
        return hashlib.sha256(repr((self.suite, self.kind, self.make)).encode()).hexdigest()[:12]


RECIPES = {recipe.name: recipe for recipe in (
    Recipe("zlib", "bookworm", FULL + ZLIB + LINK + OLD_FLAGS),
    Recipe("slz", "bookworm", FULL + SLZ + LINK + OLD_FLAGS),
    Recipe("musl", "bookworm", MUSL, "musl"),
    Recipe("stock", "bookworm", (), "package"),
    Recipe("bullseye", "bullseye", FULL + ("USE_ZLIB=1", "USE_OPENSSL=") + LINK + OLD_FLAGS, released=True),
    Recipe("trixie", "trixie", FULL + ZLIB + LINK + FLAGS, released=True),
)}
