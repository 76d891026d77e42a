"""The command line of the lab."""
import argparse
import sys

from corelab import packages
from corelab.builder import build
from corelab.recipes import RECIPES
from corelab.say import LabError, say


def main(argv):
    options = parser().parse_args(argv)
    try:
        return options.act(options) or 0
    except LabError as error:
        say(str(error))
        return error.code


def parser():
    top = argparse.ArgumentParser(prog="lab", description="Builds real HAProxys and kills them for real.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    command(commands, "packages", install, "install the Debian packages the lab needs")
    made = command(commands, "build", make, "build HAProxy once (cached)")
    made.add_argument("variants", nargs="*", default=["all"], metavar="VARIANT",
                      help=" ".join(RECIPES) + " all")
    return top


def command(commands, name, act, words):
    added = commands.add_parser(name, help=words)
    added.set_defaults(act=act)
    return added


def install(options):
    packages.ensure(packages.ALL)


def make(options):
    wanted = RECIPES if "all" in options.variants else options.variants
    for variant in wanted:
        print(build(variant).exe)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
