"""Loads the symbols of the libraries by where the core says they lay, from the files under the sysroot.

gdb would look for them by the names in the dynamic linker's list, which needs that list to be whole and the sysroot to
have every alias (libz.so.1 for libz.so.1.2.13). NT_FILE has the real paths; a file that isn't under the sysroot wasn't
proven to be the right one and is left out."""

import os

import gdb

from reading import program


def load(mappings):
    """{path: objfile} of the program and every library that was found."""
    loaded = {}
    main = program()
    for path in mappings.bases if mappings else ():
        file = gdb.parameter("sysroot") + path
        if not os.path.isfile(file):
            continue
        if main is not None and os.path.realpath(file) == os.path.realpath(main.filename):
            loaded[path] = main
        elif mappings.bias(path) is not None:
            loaded[path] = added(file, mappings.bias(path))
    return {path: objfile for path, objfile in loaded.items() if objfile is not None}


def added(file, bias):
    before = set(gdb.objfiles())
    try:
        gdb.execute("add-symbol-file '%s' -o %d" % (file.replace("'", "\\'"), bias), to_string=True)
    except gdb.error:
        return None
    fresh = [objfile for objfile in gdb.objfiles() if objfile not in before]
    return next((objfile for objfile in fresh if objfile.owner is None), None)
