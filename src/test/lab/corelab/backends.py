"""Thing One and Thing Two: real HTTP servers on ports of the system's choice.

Thing One answers plainly. Thing Two does too, except that its reply to POST /webhook/... carries the marker that
libfaults.so looks for: in the header X-Note and in the body.
"""
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MARKER = "THING-TWO-POISON"


class Backend(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        self.answer("ok")

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        poisonous = self.server.thing == "two" and self.path.startswith("/webhook/")
        self.answer(MARKER if poisonous else "ok")

    def answer(self, note):
        self.server.answered[self.command] += 1
        body = (f'{{"thing":"{self.server.thing}","note":"{note}"}}' * 200).encode()
        self.send_response(200)
        for name, value in (("Content-Type", "application/json"), ("X-Note", note), ("Content-Length", len(body)),
                            ("Set-Cookie", f"session={self.server.secret}; HttpOnly")):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Thing(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, thing, secret):
        super().__init__(("127.0.0.1", 0), Backend)
        self.thing, self.secret, self.answered = thing, secret, Counter()

    def handle_error(self, request, client_address):
        """A connection that breaks is what happens when HAProxy dies."""


@contextmanager
def things(secret):
    """Both backends, serving until the block ends."""
    both = [Thing("one", secret), Thing("two", secret)]
    for thing in both:
        threading.Thread(target=thing.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield both
    finally:
        for thing in both:
            thing.shutdown()
            thing.server_close()
