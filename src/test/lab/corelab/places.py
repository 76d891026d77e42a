"""Where the lab keeps what is expensive to make: outside the source tree, so that `make clean` leaves it."""
import os
from pathlib import Path

LAB = Path(__file__).resolve().parent.parent


def cache():
    """Root's is /var/cache, which other users can read: an unprivileged debugger needs the binaries, and /root is closed."""
    own = "/var/cache" if os.geteuid() == 0 else os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return made(Path(os.environ.get("COREWATCH_LAB") or own) / "corewatch-lab")


def builds():
    return made(cache() / "builds")


def made(directory):
    directory.mkdir(parents=True, exist_ok=True)
    return directory
