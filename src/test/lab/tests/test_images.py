"""An archive that a container runtime imports."""
import hashlib
import json
import tarfile
import tempfile
import unittest
from pathlib import Path

from corelab.cluster.images import Image


class ImagesTest(unittest.TestCase):
    def setUp(self):
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        self.root = Path(home.name)
        (self.root / "program").write_text("#!/bin/sh\n")
        (self.root / "program").chmod(0o755)

    def written(self, name):
        layers = ({"bin/program": self.root / "program"},)
        return Image("localhost/x:1", layers, ("/bin/program",), "99:99").write(self.root / name)

    def content(self, archive, name):
        with tarfile.open(archive) as opened:
            return opened.extractfile(name).read()

    def blob(self, archive, described):
        content = self.content(archive, "blobs/" + described["digest"].replace(":", "/"))
        self.assertEqual(described["digest"], "sha256:" + hashlib.sha256(content).hexdigest())
        self.assertEqual(described["size"], len(content))
        return content

    def test_an_index_leads_to_the_layer(self):
        archive = self.written("image.tar")
        [described] = json.loads(self.content(archive, "index.json"))["manifests"]
        self.assertEqual(described["annotations"], {"io.containerd.image.name": "localhost/x:1"})
        manifest = json.loads(self.blob(archive, described))
        configuration = json.loads(self.blob(archive, manifest["config"]))
        self.assertEqual(configuration["config"], {"User": "99:99", "Entrypoint": ["/bin/program"], "Env": []})
        self.assertEqual(configuration["rootfs"]["diff_ids"], [manifest["layers"][0]["digest"]])
        (self.root / "layer.tar").write_bytes(self.blob(archive, manifest["layers"][0]))
        with tarfile.open(self.root / "layer.tar") as layer:
            member = layer.getmember("bin/program")
        self.assertEqual((member.uid, member.uname, member.mode), (0, "", 0o755))

    def test_the_same_files_give_the_same_bytes(self):
        self.assertEqual(self.written("one.tar").read_bytes(), self.written("two.tar").read_bytes())

    def test_a_failure_leaves_nothing(self):
        with self.assertRaises(FileNotFoundError):
            Image("localhost/x:1", ({"bin/program": self.root / "gone"},), (), "").write(self.root / "image.tar")
        self.assertEqual([file.name for file in self.root.iterdir()], ["program"])


if __name__ == "__main__":
    unittest.main()
