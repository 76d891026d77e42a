"""What each command does."""
import json
import os
import subprocess
import sys
from dataclasses import fields

from corelab import container, facts, packages, rootfs
from corelab.builder import build
from corelab.crash import Crash, Order
from corelab.kernel import OURS, Kernel, file_pattern, pipe_pattern
from corelab.places import LAB
from corelab.recipes import RECIPES
from corelab.say import say
from corelab.scenarios import SCENARIOS


def install(_):
    packages.ensure(packages.ALL)


def make(options):
    for name in RECIPES if "all" in options.variants else options.variants:
        print(build(name).exe, flush=True)


def root(options):
    print(rootfs.with_program(build(options.variant).exe))


def scenarios(_):
    for scenario in SCENARIOS.values():
        print(f"{scenario.name:18}{scenario.words}")


def crash(options):
    with Crash(order(options)) as dying:
        show(facts.after(dying, dying.kill()))


def wait(options):
    """An empty end of stdin means: not today."""
    with Crash(order(options)) as dying:
        show({"ready": True, **facts.before(dying)})
        if sys.stdin.readline():
            show(facts.after(dying, dying.kill()))


def order(options):
    names = {field.name for field in fields(Order)}
    return Order(**{name: value for name, value in vars(options).items() if name in names})


def pod(_):
    """Until the end of stdin."""
    with container.pause() as pid:
        show({"pids": pid})
        sys.stdin.read()


def beside(options):
    """Never returns: the process becomes the container's."""
    packages.ensure(packages.CONTAINER)
    Kernel().check_rights()
    binds = [place.split(":") for place in options.bind] + [[*place.split(":"), "ro"] for place in options.bind_ro]
    box = container.Container("beside", container.machine(), container.PROGRAMS + binds, options.uid,
                              tuple(options.capability), options.pids)
    passed = {name: value for name, value in os.environ.items() if name.startswith(("COREWATCH_", "QUARKUS_", "JAVA_"))}
    container.become(box, options.argv, passed)


def show(values):
    """`core` is null where there is none; any other fact that isn't there is left out."""
    print(json.dumps({name: value for name, value in values.items() if name == "core" or value is not None}),
          flush=True)


def kernel(options):
    """The command dies with the lab, so that it can't change a setting after they were put back."""
    wanted = file_pattern(os.path.abspath(options.cores)) if options.cores else None
    wanted = pipe_pattern(options.pipe) if options.pipe else wanted
    settings = Kernel()
    with settings.taken(wanted):
        launch = {"parent": os.getpid(), "environment": {OURS: str(settings.lock)}}
        launcher = [sys.executable, str(LAB / "corelab/launch.py"), json.dumps(launch)]
        child = subprocess.Popen(launcher + options.argv)
        try:
            return child.wait()
        finally:
            if child.poll() is None:
                say(f"killing {options.argv[0]}: the settings are put back")
                child.kill()
                child.wait()
