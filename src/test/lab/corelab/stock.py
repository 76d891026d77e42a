"""Debian's own HAProxy, unpacked and not installed: stripped, slz, without debug info, as most people run it."""
from corelab.debian import Suite


def unpack(recipe, work, out):
    version, root = Suite(recipe.suite).binary("haproxy", work)
    root.rename(out / "root")
    return version
