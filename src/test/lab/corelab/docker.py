"""A Docker of the lab's own: daemon, image and container below one directory, which stands for the host's root."""
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corelab import packages
from corelab.child import running
from corelab.places import made
from corelab.say import LabError
from corelab.shell import run
from corelab.until import until

IMAGE = "corewatch-lab:story"


@dataclass
class Docker:
    """`host` is the directory. The network is the machine's, and so are pids that the lab sees."""
    host: Path
    log: Path

    @property
    def name(self):
        return f"haproxy-{os.getpid()}"

    def client(self, *words):
        return ["docker", "--host", f"unix://{self.host}/docker.sock", *map(str, words)]

    def daemon(self):
        places = {"data-root": made(self.host / "var/lib/docker"), "exec-root": made(self.host / "run/docker"),
                  "pidfile": self.host / "docker.pid", "host": f"unix://{self.host}/docker.sock"}
        own_mounts = ["unshare", "--mount"]      # that go with it
        options = [f"--{name}={value}" for name, value in places.items()]
        return [*own_mounts, "dockerd", "--iptables=false", "--bridge=none", *options]

    def answers(self):
        try:
            return run(self.client("version"))
        except LabError:
            return None

    def image(self, root):
        """Of a directory with everything that is in it."""
        archive = self.host / "image.tar"
        run(["tar", "--directory", root, "--create", "--file", archive, "."])
        run(self.client("import", archive, IMAGE))
        archive.unlink()

    def command(self, argv, environment, options):
        """What runs `argv` in a container, in the foreground."""
        variables = [word for name, value in environment.items() for word in ("--env", f"{name}={value}")]
        return self.client("run", "--name", self.name, "--network", "host", *variables, *options, IMAGE, *argv)

    def pid(self):
        """Of the container's first process; 0 until it runs."""
        try:
            return int(run(self.client("inspect", "--format", "{{.State.Pid}}", self.name)))
        except LabError:
            return 0


@contextmanager
def docker(host, log):
    """Ready to run containers of `Docker.image`; they end with the block."""
    packages.ensure(packages.DOCKER)
    own = Docker(made(host), log)
    with running(own.daemon(), {}, log):
        until(own.answers, f"Docker's daemon (its log: {log})")
        try:
            yield own
        finally:
            run(own.client("rm", "--force", own.name))
