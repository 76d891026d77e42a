"""The configuration HAProxy dies under."""
from dataclasses import dataclass

TEMPLATE = """\
global
    maxconn {maxconn}
    log stdout format raw local0
    nbthread {threads}
    {settings}
    stats socket {socket} mode 600 level admin

defaults
    mode http
    log global
    option httplog
    timeout connect 10s
    timeout client 60s
    timeout server 60s

frontend www
    bind 127.0.0.1:{port}
    capture request header Host len 64
    capture request header X-Api-Key len 64
    capture request header Referer len 128
    compression algo gzip
    compression type application/json text/plain
    use_backend thing_two if {{ path_reg ^/(webhook|two)/ }}
    use_backend silent if {{ path_beg /held/ }}
    default_backend thing_one

backend thing_one
    server one 127.0.0.1:{one}

backend thing_two
    http-response set-header X-Kind noted if {{ res.hdr(X-Note) -m reg ^[A-Z] }}
    server two 127.0.0.1:{two}

backend silent
    timeout server 10m
    server three 127.0.0.1:{three}
"""


@dataclass(frozen=True)
class Load:
    """How many threads, and how many requests that wait for an answer all the time."""
    threads: int = 2
    live: int = 0


def text(socket, port, ports, load=Load(), settings=("set-dumpable",)):
    """`ports` of both things and of what never answers; `settings`: further lines of the global section."""
    one, two, three = ports
    return TEMPLATE.format(socket=socket, port=port, one=one, two=two, three=three, threads=load.threads,
                           maxconn=1000 + load.live, settings="\n    ".join(settings))
