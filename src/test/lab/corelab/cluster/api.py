"""The little that the lab itself asks of an API server."""
import json
import ssl
import urllib.request
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Api:
    """`authorities`: certificates that vouch for the server's."""
    server: str
    token: str
    authorities: Path

    def get(self, path):
        """The answer, parsed; None when there is none."""
        try:
            with self.opened(path, 10) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None

    def ready(self):
        try:
            with self.opened("/readyz", 10) as answer:
                return answer.status == 200
        except OSError:
            return False

    def opened(self, path, seconds):
        request = urllib.request.Request(self.server + path, headers={"Authorization": f"Bearer {self.token}"})
        context = ssl.create_default_context(cafile=self.authorities)
        return urllib.request.urlopen(request, timeout=seconds, context=context)

    def kubeconfig(self):
        """JSON is YAML."""
        cluster = {"server": self.server, "certificate-authority": str(self.authorities)}
        return json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "lab",
            "clusters": [{"name": "lab", "cluster": cluster}],
            "users": [{"name": "admin", "user": {"token": self.token}}],
            "contexts": [{"name": "lab", "context": {"cluster": "lab", "user": "admin"}}]})
