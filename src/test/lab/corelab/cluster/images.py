"""Images without registry or engine: OCI archives. The same files give the same bytes.

https://github.com/opencontainers/image-spec/blob/main/image-layout.md
"""
import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

OCI = "application/vnd.oci.image"
LAYOUT = json.dumps({"imageLayoutVersion": "1.0.0"}).encode()


@dataclass(frozen=True)
class Image:
    """`name` with host and tag, such as localhost/haproxy:zlib: without a host it would be a public registry's, and the tag
    `latest` would be pulled. `layers`, the lowest first: a tar archive, or files and directories by their names in the image."""
    name: str
    layers: tuple
    entrypoint: tuple
    user: str
    environment: tuple = ()

    def configuration(self, sums):
        return {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": sums},
                "config": {"User": self.user, "Entrypoint": self.entrypoint, "Env": self.environment}}

    def write(self, archive):
        """All or nothing."""
        archive = Path(archive)
        with tempfile.TemporaryDirectory(dir=archive.parent) as work:
            unfinished = Path(work) / "image"
            with tarfile.open(unfinished, "w") as target:
                self.fill(target, Path(work))
            unfinished.rename(archive)
        return archive

    def fill(self, target, work):
        layers = [add(target, parts if isinstance(parts, Path) else packed_layer(parts, work / "layer"), "layer.v1.tar")
                  for parts in self.layers]
        sums = [described["digest"] for described in layers]
        configuration = add(target, packed(self.configuration(sums)), "config.v1+json")
        manifest = add(target, packed({"schemaVersion": 2, "mediaType": f"{OCI}.manifest.v1+json", "config": configuration,
                                       "layers": layers}), "manifest.v1+json")
        manifest["annotations"] = {"io.containerd.image.name": self.name}
        add_file(target, "index.json", packed({"schemaVersion": 2, "manifests": [manifest]}))
        add_file(target, "oci-layout", LAYOUT)


def packed(value):
    return json.dumps(value).encode()


def packed_layer(parts, file):
    """A tar archive of them, all of it root's, as the path of a file. Times stay: Java's caches look at them."""
    with tarfile.open(file, "w") as archive:
        for name, source in parts.items():
            archive.add(source, name, filter=rooted)
    return file


def rooted(member):
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = int(member.mtime)
    return member


def add(target, content, kind):
    """Adds a blob of bytes or of a file; its descriptor."""
    digest, size = (measured(content) if isinstance(content, Path)
                    else (hashlib.sha256(content).hexdigest(), len(content)))
    add_file(target, f"blobs/sha256/{digest}", content)
    return {"mediaType": f"{OCI}.{kind}", "digest": f"sha256:{digest}", "size": size}


def measured(file):
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest(), os.path.getsize(file)


def add_file(target, name, content):
    member = tarfile.TarInfo(name)
    if isinstance(content, Path):
        member.size = os.path.getsize(content)
        with open(content, "rb") as opened:
            target.addfile(member, opened)
    else:
        member.size = len(content)
        target.addfile(member, io.BytesIO(content))
