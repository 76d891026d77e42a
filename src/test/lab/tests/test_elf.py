"""A cut core is told from a whole one."""
import struct
import tempfile
import unittest
from pathlib import Path

from corelab.elf import measured


class ElfTest(unittest.TestCase):
    def core(self, length):
        """One program header that promises 100 bytes at 200."""
        header = bytearray(120)
        struct.pack_into("<Q", header, 32, 64)
        struct.pack_into("<HH", header, 54, 56, 1)
        struct.pack_into("<8xQ16xQ", header, 64, 200, 100)
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        file = Path(home.name) / "core"
        file.write_bytes(bytes(header).ljust(length, b"\0"))
        return file

    def test_a_core_is_whole_when_it_holds_what_its_headers_promise(self):
        self.assertEqual(measured(self.core(300)), (300, True))

    def test_a_core_is_cut_one_byte_below(self):
        self.assertEqual(measured(self.core(299)), (299, False))
