"""Debug info apart from the binary, as distributions ship it: found by build-id, never beside the binary."""
import re
import shutil

from corelab.places import made
from corelab.say import LabError
from corelab.shell import run


def split(linked, binary, debug_dir):
    """`linked` becomes a stripped `binary` and `debug_dir`/.build-id/xx/yyyy.debug."""
    identity = build_id(linked)
    symbols = made(debug_dir / ".build-id" / identity[:2]) / f"{identity[2:]}.debug"
    run(["objcopy", "--only-keep-debug", "--compress-debug-sections=none", linked, symbols])
    made(binary.parent)
    shutil.copy2(linked, binary)
    run(["strip", "--strip-unneeded", binary])
    run(["objcopy", f"--add-gnu-debuglink={symbols}", binary])


def build_id(file):
    found = re.search(r"Build ID: ([0-9a-f]+)", run(["readelf", "-n", file]))
    if not found:
        raise LabError(f"{file} has no build-id: was it linked with -Wl,--build-id?")
    return found.group(1)
