"""The command line of the lab."""
import argparse
import signal
import sys

from corelab import commands, packages
from corelab.cluster import commands as cluster
from corelab.recipes import RECIPES
from corelab.say import LabError, say
from corelab.scenarios import ALL_BUILDS, HAPROXY, SCENARIOS


def main(argv):
    options = parser().parse_args(argv)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, leave)
    try:
        return options.act(options) or 0
    except LabError as error:
        say(str(error))
        return error.code


def leave(number, frame):
    """Signals end the lab by an exception, so that every block puts back what it took."""
    raise SystemExit(128 + number)


def parser():
    top = argparse.ArgumentParser(prog="lab", description="Builds real HAProxys and kills them for real.")
    names = top.add_subparsers(required=True, metavar="COMMAND")
    command(names, "packages", commands.install, "install the Debian packages the lab needs")
    built = command(names, "build", commands.make, "build HAProxy once (cached); prints each binary's path")
    built.add_argument("variants", nargs="*", default=["all"], metavar="VARIANT", help=" ".join(RECIPES) + " all")
    rooted = command(names, "root", commands.root, "make a root filesystem of trixie with it (cached); prints its path")
    rooted.add_argument("variant", choices=ALL_BUILDS, metavar="VARIANT", help="of the HAProxy in it")
    command(names, "scenarios", commands.scenarios, "list the ways to die")
    dying(command(names, "crash", commands.crash, "crash HAProxy; prints the facts as one JSON object"))
    dying(command(names, "run", commands.wait, "run HAProxy, print a JSON line; crash it on a line on stdin"))
    guard = command(names, "kernel", commands.kernel, "run a command that changes the core settings; they come back")
    guard.add_argument("run", choices=["run"])
    pattern = guard.add_mutually_exclusive_group()
    pattern.add_argument("--cores", metavar="DIR", help="set core_pattern to files in DIR before")
    pattern.add_argument("--pipe", metavar="CMD", help="set core_pattern to a pipe to CMD before")
    guard.add_argument("argv", nargs="+", metavar="CMD")
    command(names, "pod", commands.pod, "hold a pid namespace for containers; prints its --pids, ends with stdin")
    beside = command(names, "beside", commands.beside, "run a command in a container beside HAProxy's, without privilege")
    beside.add_argument("--pids", type=int, metavar="PID", help="share that process's pid namespace (default: its own)")
    beside.add_argument("--uid", type=int, default=HAPROXY, help="user and group (default %(default)s)")
    beside.add_argument("--capability", action="append", default=[], metavar="NAME", help="such as SYS_PTRACE")
    beside.add_argument("--bind", action="append", default=[], metavar="DIR:AT", help="a directory and its name in there")
    beside.add_argument("--bind-ro", action="append", default=[], metavar="DIR:AT", help="the same, read-only")
    beside.add_argument("argv", nargs="+", metavar="CMD", help="gets the variables COREWATCH_* and QUARKUS_*")
    clusters = names.add_parser("cluster", help="a real Kubernetes", description="A real Kubernetes.")
    of_clusters(clusters.add_subparsers(required=True, metavar="COMMAND"))
    return top


def of_clusters(names):
    built = command(names, "build", cluster.build, "build Kubernetes' programs once (cached); prints their paths")
    built.add_argument("--node", action="store_true", help="those of a node too")
    command(names, "helm", cluster.helm, "build helm once (cached); prints its path")
    image = names.add_parser("image", help="make an image's archive").add_subparsers(required=True, metavar="IMAGE")
    haproxy = command(image, "haproxy", cluster.haproxy, "localhost/haproxy:VARIANT, for a Pod with its configuration")
    haproxy.add_argument("variant", choices=ALL_BUILDS, metavar="VARIANT")
    haproxy.add_argument("archive", metavar="TAR")
    command(image, "corewatch", cluster.corewatch, "localhost/corewatch:test, of target/").add_argument("archive", metavar="TAR")
    run = command(names, "run", cluster.run, "run a cluster, print a JSON line when it serves; it ends with stdin")
    run.add_argument("--node", action="store_true", help="with a node that Pods run on (needs root; one at a time)")
    run.add_argument("--image", action="append", default=[], metavar="TAR", help="an archive for the node to have")
    run.add_argument("--crash-backoff", metavar="TIME", help="the longest wait before a container starts again: 2s")


def command(names, name, act, words):
    added = names.add_parser(name, help=words, description=words)
    added.set_defaults(act=act)
    return added


def dying(added):
    added.add_argument("scenario", choices=sorted(SCENARIOS), metavar="SCENARIO")
    added.add_argument("--mode", choices=["single", "master"], default="master")
    added.add_argument("--variant", choices=ALL_BUILDS)
    added.add_argument("--out", metavar="DIR", help="everything is written there (default: a new temporary directory)")
    added.add_argument("--uid", type=int, help="the user HAProxy runs as (default: the scenario's, mostly root)")
    added.add_argument("--pipe", metavar="CMD", help="the core goes to CMD, as core_pattern has it; the lab looks for none")
    added.add_argument("--threads", type=int, default=2, help="HAProxy's (default %(default)s)")
    added.add_argument("--ballast", type=int, default=0, metavar="MB", help="memory beside HAProxy's own, all linked")
    added.add_argument("--live", type=int, default=0, metavar="N", help="requests that wait for an answer all the time")
    added.add_argument("--pids", type=int, metavar="PID", help="a container shares that process's pid namespace")
    added.add_argument("--elsewhere", action="store_true", help="leave core_pattern alone: its owner takes the core")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
