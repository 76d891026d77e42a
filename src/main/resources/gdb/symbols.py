"""Loads the symbols of libraries by where the core says they lay, from the files under the sysroot, and only of those that a
stack leads through: a libcrypto that nothing ran in costs more than all the rest.

gdb would look for them by the names in the dynamic linker's list, which needs that list to be whole and the sysroot to
have every alias (libz.so.1 for libz.so.1.2.13). NT_FILE has the real paths; a file that isn't under the sysroot wasn't
proven to be the right one and is left out."""

import os

import gdb

from reading import program

ROUNDS = 64


class Symbols:
    """`loaded`: the objfile of each path whose symbols are there."""

    def __init__(self, mappings):
        self.mappings = mappings
        self.tried = set()
        self.loaded = {}
        self.take_program()

    def take_program(self):
        main = program()
        for path in self.mappings.bases if main is not None else ():
            if os.path.realpath(under_sysroot(path)) == os.path.realpath(main.filename):
                self.tried.add(path)
                self.loaded[path] = main

    def complete(self, walk):
        """Walks the selected thread's stack anew until it leads through nothing more that can be loaded."""
        for _ in range(ROUNDS):
            if not any(self.load(self.mappings.path_of(frame.pc())) for frame, problem in walk() if not problem):
                return

    def load(self, path):
        """Whether this brought new symbols; all frames are invalid then."""
        if path is None or path in self.tried:
            return False
        self.tried.add(path)
        file, bias = under_sysroot(path), self.mappings.bias(path)
        objfile = added(file, bias) if os.path.isfile(file) and bias is not None else None
        if objfile is not None:
            self.loaded[path] = objfile
        return objfile is not None


def under_sysroot(path):
    return gdb.parameter("sysroot") + path


def added(file, bias):
    before = set(gdb.objfiles())
    try:
        gdb.execute("add-symbol-file '%s' -o %d" % (file.replace("'", "\\'"), bias), to_string=True)
    except gdb.error:
        return None
    fresh = [objfile for objfile in gdb.objfiles() if objfile not in before]
    return next((objfile for objfile in fresh if objfile.owner is None), None)
