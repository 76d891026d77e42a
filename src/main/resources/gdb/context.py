"""Entry point, run by gdb on a core: prints one JSON object with what the core tells about a dying HAProxy.

    COREWATCH_MARK=<random> gdb -nx -batch ... -x context.py BINARY CORE

Without a mark a person is at the prompt: then it loads the symbols and prints process and request for reading.

The object stands on a line of its own behind the mark, so that nothing a core makes gdb print can pass for it.
It is printed twice: early with the crashed thread (`"complete": false`), then whole; the last one counts. A gdb that
hangs later has then still told the most important. COREWATCH_SECONDS bounds the time spent on looking (default 20).
"""

import json
import os
import sys

import gdb

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from mappings import Mappings, read_mappings  # noqa: E402
from process import read_process  # noqa: E402
from reading import Journal  # noqa: E402
from request import read_request  # noqa: E402
from scanning import scan_where_nothing_is_described  # noqa: E402
from stacks import Stacks, read_registers, read_signal  # noqa: E402
from symbols import Symbols  # noqa: E402

OUTPUT_BYTES = 2 << 20  # corewatch reads it into a heap of 96 MiB


def main():
    journal = Journal(float(os.environ.get("COREWATCH_SECONDS", "20")))
    document = {"schema": 1, "complete": False, "gdb": gdb.VERSION, "errors": journal.errors, "threads": []}
    if gdb.selected_thread() is None:
        journal.note("core", "gdb found no thread in it")
        return emit(document)
    mappings = journal.probe("mappings", read_mappings) or Mappings([])
    symbols, scanned = Symbols(mappings), set()
    journal.probe("scanning", lambda: scan_where_nothing_is_described(symbols, scanned))
    stacks = Stacks(journal, symbols, scanned)
    journal.fill(document, "signal", read_signal)
    journal.fill(document, "registers", read_registers)
    journal.probe("crashed thread", lambda: document["threads"].append(stacks.crashed_thread()))
    emit(document)
    document["haproxy"] = read_process(journal)
    document["request"] = journal.probe("request", lambda: read_request(journal)) or {}
    document["threads"] += journal.probe("threads", stacks.other_threads) or []
    document["complete"] = True
    return emit(document)


def greet(document):
    """Without what is a client's: whoever is at the prompt can print that, and a screen is soon shared."""
    for part in ("haproxy", "request"):
        for name, value in document.get(part, {}).items():
            if name in ("uri", "headers"):
                continue
            gdb.write("%-8s %-14s %s\n" % (part, name, json.dumps(value)))


def dumped(document):
    return json.dumps(document, separators=(",", ":"))


def emit(document):
    if "COREWATCH_MARK" not in os.environ:
        return greet(document) if document["complete"] else None
    text = dumped(document)
    while len(text) > OUTPUT_BYTES and len(document["threads"]) > 1:
        kept = document["threads"][: len(document["threads"]) // 2]
        document = dict(document, threads=kept, errors=["output: all but %d threads left out" % len(kept)])
        text = dumped(document)
    gdb.write("\n%s%s\n" % (os.environ.get("COREWATCH_MARK", ""), text))
    gdb.flush()


main()
