"""The settings come back whatever happens to who took them. Against a tree of files that stands for /proc/sys."""
import os
import signal
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

from corelab.kernel import OURS, Kernel, file_pattern
from corelab.say import LabError

LAB = Path(__file__).resolve().parent.parent
HOLDER = """
import sys, pathlib
from corelab.kernel import Kernel
root = pathlib.Path(sys.argv[1])
with Kernel(root / "sys", root / "state", root / "lock").taken({"kernel/core_pattern": sys.argv[2]}):
    print("held", flush=True)
    sys.stdin.readline()
"""


class KernelTest(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)
        self.root = Path(self.home.name)
        for name, value in (("kernel/core_pattern", "|/usr/share/apport %p"), ("fs/suid_dumpable", "2")):
            file = self.root / "sys" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(value + "\n")
        self.kernel = Kernel(self.root / "sys", self.root / "state", self.root / "lock")

    def pattern(self):
        return (self.root / "sys/kernel/core_pattern").read_text().strip()

    def holder(self, pattern):
        child = subprocess.Popen([sys.executable, "-c", HOLDER, str(self.root), pattern], cwd=LAB, text=True,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(child.stdin.close)
        self.addCleanup(child.stdout.close)
        self.addCleanup(child.stderr.close)
        self.addCleanup(child.kill)
        return child

    def test_gives_back_what_it_took(self):
        with self.kernel.taken(file_pattern("/cores")):
            self.assertEqual(self.pattern(), "/cores/core.%e.%p.%P.%t")
            self.assertEqual((self.root / "sys/fs/suid_dumpable").read_text().strip(), "0")
        self.assertEqual(self.pattern(), "|/usr/share/apport %p")
        self.assertEqual((self.root / "sys/fs/suid_dumpable").read_text().strip(), "2")
        self.assertFalse(self.kernel.note.exists())

    def test_gives_back_when_the_work_fails(self):
        with self.assertRaises(ZeroDivisionError), self.kernel.taken(file_pattern("/cores")):
            1 / 0
        self.assertEqual(self.pattern(), "|/usr/share/apport %p")
        self.assertFalse(self.kernel.note.exists())

    def test_restores_what_a_killed_holder_left(self):
        child = self.holder("/left/core")
        self.assertEqual(child.stdout.readline(), "held\n")
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        self.assertEqual(self.pattern(), "/left/core")
        with self.kernel.taken():
            self.assertEqual(self.pattern(), "|/usr/share/apport %p")
        self.assertEqual(self.pattern(), "|/usr/share/apport %p")

    def test_ignores_the_note_of_an_earlier_boot(self):
        self.kernel.state.mkdir()
        self.kernel.note.write_text('{"boot": "another", "settings": {"kernel/core_pattern": "/stale"}}')
        with self.kernel.taken():
            self.assertEqual(self.pattern(), "|/usr/share/apport %p")

    def test_a_second_user_waits_and_says_so(self):
        first, second = self.holder("/first/core"), None
        self.assertEqual(first.stdout.readline(), "held\n")
        second = self.holder("/second/core")
        self.assertIn("waiting", second.stderr.readline())
        self.assertEqual(self.pattern(), "/first/core")
        first.stdin.write("\n")
        first.stdin.flush()
        self.assertEqual(second.stdout.readline(), "held\n")
        self.assertEqual(self.pattern(), "/second/core")

    def test_below_its_own_lock_it_changes_and_restores_without_waiting(self):
        with self.kernel.taken(file_pattern("/outer")):
            with unittest.mock.patch.dict(os.environ, {OURS: str(self.kernel.lock)}), \
                    self.kernel.taken(file_pattern("/inner")):
                self.assertIn("/inner/", self.pattern())
            self.assertIn("/outer/", self.pattern())
        self.assertEqual(self.pattern(), "|/usr/share/apport %p")

    def test_refuses_a_pattern_the_kernel_would_cut(self):
        with self.assertRaises(LabError):
            file_pattern("/" + "x" * 120)


if __name__ == "__main__":
    unittest.main()
