"""Without root, who lacks a package is told exactly what to install."""
import os
import subprocess
import tempfile
import unittest
import unittest.mock
from pathlib import Path

from corelab import packages
from corelab.say import LabError

SCRIPT = Path(__file__).resolve().parents[4] / "scripts/packages"


class PackagesTest(unittest.TestCase):
    def test_the_lab_names_what_is_missing(self):
        with unittest.mock.patch.object(packages, "missing", lambda names: ["runc", "strace"]), \
                unittest.mock.patch.object(packages, "become_root", lambda: None), \
                self.assertRaises(LabError) as refused:
            packages.ensure(packages.ALL)
        self.assertEqual(refused.exception.code, 69)
        self.assertIn("apt-get install --no-install-recommends runc strace", str(refused.exception))

    def test_the_script_names_what_is_missing(self):
        with tempfile.TemporaryDirectory() as stubs:
            self.stub(stubs, "id", "echo 1000")
            self.stub(stubs, "sudo", "exit 1")
            self.stub(stubs, "dpkg-query", 'case "$*" in *gdb) exit 1 ;; esac; echo "ii "')
            done = subprocess.run([SCRIPT, "gdb", "curl"], env={"PATH": f"{stubs}:{os.environ['PATH']}"}, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 69)
        self.assertTrue(done.stdout.endswith("Run: apt-get install -y --no-install-recommends gdb\n"), done.stdout)

    def stub(self, directory, name, body):
        file = Path(directory) / name
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(0o755)


if __name__ == "__main__":
    unittest.main()
