"""Sources and packages of any Debian suite, by an apt configuration of the lab's own: /etc/apt is read, never changed.

Each suite has its own lists and archives below the cache, so a trixie source on a bookworm host is a plain
`apt-get source`. Signatures are checked with the host's Debian keyring.
"""
import os
from pathlib import Path

from corelab.places import cache, made
from corelab.say import LabError, say
from corelab.shell import run

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def mirror():
    return os.environ.get("COREWATCH_LAB_MIRROR", "http://deb.debian.org/debian")


class Suite:
    def __init__(self, name):
        self.name = name
        self.home = made(cache() / "apt" / name)

    def source(self, package, into):
        """Downloads and unpacks the source with Debian's patches; returns (version, directory)."""
        self.update()
        run(self.apt("apt-get", "source", "--only-source", "--download-only", package), cwd=into)
        description = only(into.glob(f"{package}_*.dsc"), f"{package}'s .dsc in {into}")
        unpacked = into / "source"
        run(["dpkg-source", "--no-check", "-x", description, unpacked])
        return version_of(description), unpacked

    def release(self, package, into):
        """The project's own release as Debian keeps it, without Debian's patches; returns (version, directory)."""
        self.update()
        run(self.apt("apt-get", "source", "--only-source", "--download-only", "--tar-only", package), cwd=into)
        archive = only(into.glob(f"{package}_*.orig.tar.*"), f"{package}'s release in {into}")
        run(["tar", "-xf", archive, "--strip-components=1", "-C", made(into / "source")])
        return archive.name.split("_")[1].split(".orig")[0], into / "source"

    def binary(self, package, into):
        """Downloads the package and unpacks it below `into`, without installing it."""
        self.update()
        run(self.apt("apt-get", "download", package), cwd=into)
        archive = only(into.glob(f"{package}_*.deb"), f"{package}'s .deb in {into}")
        run(["dpkg", "-x", archive, into / "root"])
        return run(["dpkg-deb", "-f", archive, "Version"]).strip(), into / "root"

    def update(self):
        self.write_sources()
        say(f"reading the package lists of {self.name}")
        run(self.apt("apt-get", "update"))

    def write_sources(self):
        for part in ("lists/partial", "archives/partial"):
            made(self.home / part)
        line = f"[signed-by={KEYRING}] {mirror()} {self.name} main\n"
        (self.home / "sources.list").write_text(f"deb {line}deb-src {line}", encoding="utf-8")

    def apt(self, program, *arguments):
        options = {
            "Dir::Etc::SourceList": self.home / "sources.list", "Dir::Etc::SourceParts": "/dev/null",
            "Dir::State::Lists": self.home / "lists", "Dir::Cache": self.home,
            "Dir::Cache::Archives": self.home / "archives", "APT::Sandbox::User": "root",
            "Acquire::Languages": "none", "APT::Update::Post-Invoke::": "true",
        }
        return [program, "-q", *(f"-o{key}={value}" for key, value in options.items()), *arguments]


def only(found, what):
    files = list(found)
    if len(files) != 1:
        raise LabError(f"expected one file as {what}, found {len(files)}: is the suite's package there?")
    return files[0]


def version_of(description):
    for line in Path(description).read_text(encoding="utf-8").splitlines():
        if line.startswith("Version:"):
            return line.split()[1]
    raise LabError(f"{description} names no version")
