"""Debian packages the lab needs, by name: installed in one go when we may, told exactly when we may not."""
import os
import shutil
import subprocess

from corelab.say import MISSING_PROGRAM, LabError, say
from corelab.shell import run

BUILD = ["build-essential", "dpkg-dev", "binutils", "libssl-dev", "libpcre2-dev", "zlib1g-dev", "liblua5.3-dev"]
MUSL = ["musl-tools", "musl-dev"]
STOCK = ["libcap2", "libcrypt1", "liblua5.3-0", "libopentracing-c-wrapper0", "libpcre2-8-0", "libssl3", "libsystemd0"]
FOREIGN = ["mmdebstrap"]
CONTAINER = ["runc"]
DOCKER = [] if shutil.which("dockerd") else ["docker.io"]     # whichever package it is from
CLUSTER = ["openssl"]
NODE = ["containerd", "runc", "containernetworking-plugins", "nftables", "iproute2", "busybox-static"]
TESTS = ["strace",                      # kills a process at a chosen fsync
         "containerd", "libcap2-bin"]   # containers and programs to be recognised
ALL = BUILD + MUSL + STOCK + FOREIGN + CONTAINER + DOCKER + CLUSTER + NODE + TESTS


def missing(names):
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    there = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in there]


def ensure(names):
    absent = missing(names)
    if not absent:
        return
    prefix = become_root()
    if prefix is None:
        raise LabError("missing Debian packages; as root run: apt-get install --no-install-recommends "
                       + " ".join(absent), MISSING_PROGRAM)
    say("installing with apt: " + " ".join(absent))
    environment = prefix + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y",
                            "-o", "DPkg::Lock::Timeout=600"]
    run(environment + ["update"])
    run(environment + ["install", "--no-install-recommends", *absent])


def become_root():
    """How a command becomes root's: nothing for root, sudo where it asks no password, None where there's no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL).returncode == 0:
        return ["sudo", "-n"]
    return None
