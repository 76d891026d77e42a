"""A program of the cluster's. It can be stopped and started again, and ends with the lab."""
import os
import resource

from corelab import child
from corelab.say import LabError
from corelab.shell import tail
from corelab.until import until

PATIENCE = 120.0


class Component:
    """`ready`: whether it serves."""

    def __init__(self, name, argv, log, ready):
        self.name, self.argv, self.log, self.ready = name, argv, log, ready
        self.process = None

    def start(self):
        """Returns at once: `serve` waits. What it starts inherits its limit for cores: none, where that's allowed."""
        limit = resource.RLIM_INFINITY if os.geteuid() == 0 else resource.getrlimit(resource.RLIMIT_CORE)[1]
        self.process = child.start(self.argv, {"core": limit}, self.log)

    def serve(self):
        until(self.serves, f"{self.name} (its log: {self.log})", PATIENCE)

    def serves(self):
        if self.process.poll() is not None:
            raise Ended(self)
        return self.ready()

    def stop(self):
        """As by kill -9."""
        if self.process:
            child.end(self.process)


class Ended(LabError):
    """It ended by itself."""

    def __init__(self, component):
        words = tail(component.log.read_text(encoding="utf-8", errors="replace"))
        super().__init__(f"{component.name} ended with {component.process.returncode}: {words}\nAll of it: {component.log}")
