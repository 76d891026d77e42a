"""Kubernetes' programs: who has envtest's says so in KUBEBUILDER_ASSETS, else they are built once from Go modules.

A program is kept in the cache while the version beside it is the one that go.mod names.
"""
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from corelab.locks import held
from corelab.places import LAB, cache, made
from corelab.say import MISSING_PROGRAM, LabError, say
from corelab.shell import tail

SOURCE = LAB / "kubernetes"
HELMS_SOURCE = SOURCE / "helm"          # apart, for it needs newer libraries of Kubernetes
ASSETS = "KUBEBUILDER_ASSETS"
KUBERNETES, ETCD, HELMS = "k8s.io/kubernetes", "go.etcd.io/etcd/server/v3", "helm.sh/helm/v3"
BETWEEN_WORDS = 20    # seconds
VERSION_FLAGS = "k8s.io/component-base/version"
ADVICE = ("install Go 1.24 or newer (https://go.dev/dl, or Debian 13's golang-go; Debian 12's is too old), "
          f"or set {ASSETS} to a directory that has etcd, kube-apiserver and kube-controller-manager")


@dataclass(frozen=True)
class Program:
    """`module` decides the version; None: the lab's own."""
    name: str
    package: str
    module: str | None = KUBERNETES
    source: Path = SOURCE

    def version(self):
        return pinned(self.module, self.source) if self.module else "1"

    def linker_flags(self):
        """Kubernetes' programs know their version by these; `kubectl version` shows it."""
        if self.module == HELMS:
            return f"-s -w -X {HELMS}/internal/version.version={self.version()}"
        if self.module != KUBERNETES:
            return "-s -w"
        version = self.version()
        known = {"gitVersion": version, "gitMajor": "1", "gitMinor": version.split(".")[1], "gitTreeState": "archive",
                 "buildDate": "1970-01-01T00:00:00Z"}
        return " ".join(["-s -w", *(f"-X {VERSION_FLAGS}.{name}={value}" for name, value in known.items())])


def kubernetes(name):
    return Program(name, f"{KUBERNETES}/cmd/{name}")


CONTROLLERS = kubernetes("kube-controller-manager")
PLANE = (Program("etcd", ETCD, ETCD), kubernetes("kube-apiserver"), CONTROLLERS)
HELM = Program("helm", f"{HELMS}/cmd/helm", HELMS, HELMS_SOURCE)
NODE = (kubernetes("kube-scheduler"), kubernetes("kube-proxy"), kubernetes("kubelet"), Program("pause", "./pause", None))


def control_plane():
    """Paths by name. What setup-envtest makes has no controller manager: that is built."""
    assets = os.environ.get(ASSETS)
    if not assets:
        return built(PLANE)
    paths = {program.name: f"{assets}/{program.name}" for program in PLANE if os.access(f"{assets}/{program.name}", os.X_OK)}
    if not {"etcd", "kube-apiserver"} <= paths.keys():
        raise LabError(f"{ASSETS}={assets} has no etcd and kube-apiserver: point it to a directory that has, or unset it",
                       MISSING_PROGRAM)
    return built((CONTROLLERS,)) | paths if CONTROLLERS.name not in paths else paths


def built(programs):
    """Paths by name, of programs that are made now if need be."""
    if not all(fresh(program) for program in programs):
        with held(home() / "build.lock", "the lock on Kubernetes' programs"):
            for program in programs:
                if not fresh(program):
                    compile_now(program)
    return {program.name: str(home() / program.name) for program in programs}


def compile_now(program):
    if not shutil.which("go"):
        raise LabError(f"can't build {program.name}, for there is no Go here: {ADVICE}", MISSING_PROGRAM)
    say(f"building {program.name} {program.version()} from {program.package} (all of them take 10 minutes on 2 cores, once)")
    started = time.monotonic()
    target = home() / program.name
    unfinished = target.with_suffix(".new")
    go(program, ["build", "-v", "-trimpath", "-ldflags", program.linker_flags(), "-o", unfinished, program.package])
    unfinished.rename(target)
    note(program).write_text(program.version(), encoding="utf-8")
    say(f"{program.name} is at {target} after {time.monotonic() - started:.0f} s")


def go(program, words):
    """Go names each package that it has to compile; a line now and then says how many."""
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-buildvcs=false"}
    said, told = [], time.monotonic()
    with subprocess.Popen(["go", *words], cwd=program.source, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, errors="replace") as compiler:
        for line in compiler.stderr:
            said.append(line)
            if time.monotonic() - told > BETWEEN_WORDS:
                say(f"{program.name}: {len(said)} packages compiled")
                told = time.monotonic()
    if compiler.returncode != 0:
        raise LabError(f"`go {' '.join(map(str, words))}` ended with {compiler.returncode} in {program.source}: {tail(''.join(said))}")


def fresh(program):
    return (home() / program.name).exists() and note(program).exists() and note(program).read_text() == program.version()


def note(program):
    return home() / f"{program.name}.version"


def home():
    return made(cache() / "kubernetes")


def pinned(module, source):
    """The version that go.mod requires."""
    found = re.search(rf"^\s*{re.escape(module)} (v\S+)", (source / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise LabError(f"{source}/go.mod requires no {module}")
    return found[1]
