"""Clients that ask for both things, compressed, until told to stop; and the one request that kills."""
import http.client
import itertools
import resource
import secrets
import socket
import threading
from base64 import b64encode
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

ASKED = (("GET", "/one/items?page=2"), ("GET", "/two/items"), ("POST", "/two/events"), ("GET", "/static/app.js"),
         ("POST", "/one/orders"))
PAUSE = 0.01


@dataclass(frozen=True)
class Poison:
    """The killing request. Its secrets are new each time: finding one in an output is a leak, never chance."""
    token: str = field(default_factory=lambda: "tok" + secrets.token_hex(20))
    path_token: str = field(default_factory=lambda: secrets.token_hex(20))
    bearer: str = field(default_factory=lambda: secrets.token_urlsafe(33))
    cookie: str = field(default_factory=lambda: secrets.token_hex(16))
    set_cookie: str = field(default_factory=lambda: secrets.token_hex(16))
    api_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    password: str = field(default_factory=lambda: secrets.token_hex(6))
    method: str = "POST"

    def uri(self):
        return f"/webhook/orders/{self.path_token}?token={self.token}&event=paid"

    def headers(self):
        return {"Host": "shop.example", "Accept-Encoding": "gzip", "Content-Type": "application/json",
                "Authorization": f"Bearer {self.bearer}", "Cookie": f"session={self.cookie}",
                "X-Api-Key": self.api_key, "Referer": f"https://joe:{self.password}@shop.example/cart",
                "Proxy-Authorization": "Basic " + b64encode(f"joe:{self.password}".encode()).decode()}

    def secrets(self):
        return [self.token, self.path_token, self.bearer, self.cookie, self.set_cookie, self.api_key, self.password,
                b64encode(f"joe:{self.password}".encode()).decode()]


class Clients:
    def __init__(self, port):
        self.port, self.answers, self.stopped = port, Counter(), threading.Event()

    def mixed(self):
        """One client: a request after the other over one connection, a new one when it breaks."""
        connection = self.connection()
        for method, path in itertools.cycle(ASKED):
            if self.stopped.wait(PAUSE):
                return
            try:
                self.ask(connection, method, path)
            except (OSError, http.client.HTTPException):
                connection.close()

    def ask(self, connection, method, path):
        body = b'{"n":1}' if method == "POST" else None
        connection.request(method, path, body, {"Host": "shop.example", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        self.answers["gzip" if answer.getheader("Content-Encoding") == "gzip" else "plain"] += 1

    def send(self, poison):
        """Sends the killing request and doesn't care for the answer: there will be none."""
        connection = self.connection()
        try:
            connection.request(poison.method, poison.uri(), b'{"order":4711}', poison.headers())
            connection.getresponse().read()
        except (OSError, http.client.HTTPException, socket.timeout):
            pass
        finally:
            connection.close()

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)


@contextmanager
def clients(port, number=2):
    """Mixed traffic until the block ends."""
    them = Clients(port)
    for _ in range(number):
        threading.Thread(target=them.mixed, daemon=True).start()
    try:
        yield them
    finally:
        them.stopped.set()


@contextmanager
def silent():
    """A server that takes connections and never answers; gives its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as listening:
        yield listening.getsockname()[1]


@contextmanager
def waiting(port, number):
    """That many requests that get no answer until the block ends."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(1024, 2 * number + 1024)), hard))
    with ExitStack() as stack:
        for i in range(number):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            line.sendall(f"GET /held/{i}?token={secrets.token_hex(8)} HTTP/1.1\r\nHost: held.example\r\n\r\n".encode())
        yield
