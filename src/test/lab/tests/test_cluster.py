"""Which programs a cluster is made of, and what a killed one leaves."""
import fcntl
import os
import tempfile
import unittest
import unittest.mock
from pathlib import Path

from corelab.cluster import binaries, home, ports
from corelab.say import LabError


class ClusterTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.root = Path(directory.name)
        self.environment({"COREWATCH_LAB": directory.name, "PATH": "/nowhere"})

    def environment(self, values):
        patch = unittest.mock.patch.dict(os.environ, values)
        patch.start()
        self.addCleanup(patch.stop)

    def program(self, directory, name):
        directory.mkdir(parents=True, exist_ok=True)
        (directory / name).touch(0o755)

    def test_go_mod_decides_the_versions(self):
        self.assertRegex(binaries.pinned(binaries.KUBERNETES, binaries.SOURCE), r"^v1\.\d+\.\d+$")
        self.assertRegex(binaries.pinned(binaries.ETCD, binaries.SOURCE), r"^v3\.\d+\.\d+$")

    def test_what_is_kept_needs_no_go(self):
        for program in binaries.PLANE:
            self.program(binaries.home(), program.name)
            binaries.note(program).write_text(program.version())
        self.assertEqual(binaries.control_plane()["etcd"], str(binaries.home() / "etcd"))

    def test_another_version_is_not_kept(self):
        self.program(binaries.home(), "etcd")
        binaries.note(binaries.PLANE[0]).write_text("v3.0.0")
        self.assertFalse(binaries.fresh(binaries.PLANE[0]))

    def test_without_go_it_says_what_to_install(self):
        with self.assertRaises(LabError) as refused:
            binaries.control_plane()
        self.assertEqual(refused.exception.code, 69)
        self.assertIn("install Go 1.24", str(refused.exception))
        self.assertIn("KUBEBUILDER_ASSETS", str(refused.exception))

    def test_beside_assets_of_envtest_a_controller_manager_is_built(self):
        for name in ("etcd", "kube-apiserver", "kubectl"):
            self.program(self.root / "assets", name)
        self.environment({"KUBEBUILDER_ASSETS": str(self.root / "assets")})
        with self.assertRaises(LabError) as refused:
            binaries.control_plane()
        self.assertIn("can't build kube-controller-manager, for there is no Go here", str(refused.exception))
        self.program(self.root / "assets", "kube-controller-manager")
        self.assertEqual(sorted(binaries.control_plane()), ["etcd", "kube-apiserver", "kube-controller-manager"])

    def test_assets_without_an_api_server_are_refused(self):
        self.environment({"KUBEBUILDER_ASSETS": str(self.root)})
        with self.assertRaises(LabError) as refused:
            binaries.control_plane()
        self.assertIn(f"KUBEBUILDER_ASSETS={self.root}", str(refused.exception))

    def test_directories_of_killed_labs_go_and_those_of_others_stay(self):
        left = home.homes() / "left"
        left.mkdir()
        (left / "lock").touch()
        with home.directory() as first:
            self.assertFalse(left.exists())
            with home.directory() as second:
                self.assertTrue(first.exists() and second.exists())
            self.assertFalse(second.exists())
        self.assertFalse(first.exists())

    def test_a_locked_directory_is_not_abandoned(self):
        with open(self.root / "lock", "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self.assertFalse(home.abandoned(self.root))
        self.assertTrue(home.abandoned(self.root))

    def test_ports_differ(self):
        self.assertEqual(len(set(ports.free(20))), 20)


if __name__ == "__main__":
    unittest.main()
