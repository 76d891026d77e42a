"""The configuration HAProxy dies under."""

TEMPLATE = """\
global
    maxconn 1000
    log stdout format raw local0
    nbthread 2
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
    default_backend thing_one

backend thing_one
    server one 127.0.0.1:{one}

backend thing_two
    http-response set-header X-Kind noted if {{ res.hdr(X-Note) -m reg ^[A-Z] }}
    server two 127.0.0.1:{two}
"""


def text(socket, port, one, two, settings=("set-dumpable",)):
    """`settings`: further lines of the global section."""
    return TEMPLATE.format(socket=socket, port=port, one=one, two=two, settings="\n    ".join(settings))
