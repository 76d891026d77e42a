"""What the stream was doing: the request, where it went, and which filter and algorithm were at work on it."""

import re
from itertools import islice

import streams
from htx import Message
from reading import chained, container, field, is_pointer, listed, present, struct_behind, text, type_named

REQUEST, RESPONSE = "request", "response"
METHOD = re.compile(r"HTTP_METH_(\w+)")
FILTERS, HEADERS, VALUE_BYTES = 32, 64, 1024
RESPONSE_NAMES = re.compile(r"_response_|_response$|_res_|http_wait_for_resp|_resp_|http_response")
REQUEST_NAMES = re.compile(r"_request_|_request$|_req_|http_wait_for_req|http_request")


def read_request(journal):
    """The request of the crashed thread, {"candidates": n} where several are possible, or {} for none."""
    found = streams.find(journal)
    stream = found.pop("stream", None)
    if stream is None:
        return {name: found[name] for name in ("candidates", "task") if name in found}
    request = {"how": found["how"]}
    journal.probe("request line", lambda: request.update(request_line(stream)))
    journal.fill(request, "status", lambda: status(stream))
    journal.fill(request, "frontend", lambda: text(field(stream, "sess.fe.id")))
    journal.fill(request, "backend", lambda: text(field(stream, "be.id")))
    journal.fill(request, "server", lambda: server(stream))
    journal.fill(request, "headers", lambda: headers(stream) or None)
    journal.probe("compression", lambda: add_compression(request, stream))
    return request


def transaction(stream):
    """struct http_txn: behind a pointer, or in a union of such (3.4)."""
    in_union = field(stream, "txn.http")
    return in_union if in_union is not None else field(stream, "txn")


def request_line(stream):
    """From the line kept for the log, else from the request still in its buffer, else the method alone."""
    kept = text(field(transaction(stream), "uri"))
    if kept:
        words = kept.split(" ")
        return {"method": words[0], "uri": words[1]} if len(words) > 1 else {}
    line = Message(field(stream, "req.buf")).request_line()
    if line:
        return {"method": line[0], "uri": line[1]}
    method = METHOD.search(str(field(transaction(stream), "meth")))
    return {"method": method.group(1)} if method and method.group(1) != "OTHER" else {}


def status(stream):
    """Negative numbers are HAProxy's own answers; 0 is none yet."""
    value = field(transaction(stream), "status")
    return abs(int(value)) or None if value is not None else None


def server(stream):
    """By the stream's target, when that is a server, else by the slot it holds on one."""
    target, struct = present(field(stream, "target")), type_named("struct server")
    if target is not None and struct is not None and str(target.dereference()).endswith("OBJ_TYPE_SERVER"):
        return text(container(int(target), struct, "obj_type")["id"])
    return text(field(stream, "srv_conn.id"))


def headers(stream):
    """Request headers that are still in the buffer, and those the configuration captures; names in lower case."""
    found = dict(Message(field(stream, "req.buf")).headers[:HEADERS])
    captures = present(field(stream, "req_cap"))
    first = present(field(stream, "sess.fe.req_cap"))
    if captures is None or first is None:
        return found
    for header in islice(chained(first, "next"), HEADERS):
        name, value = text(header["name"]), text(captures[int(header["index"])])
        if name and value:
            found[name.lower()] = value[:VALUE_BYTES]
    return found


def add_compression(request, stream):
    attached = filters(stream)
    names = [name for name in (text(field(f, "config.id")) for f in attached) if name]
    if names:
        request["filters"] = names
    direction, algorithms = direction_of(stream), algorithms_of(stream, attached)
    if direction is None and len(algorithms) == 1:
        direction = next(iter(algorithms))
    if direction:
        request["direction"] = direction
    if direction in algorithms:
        request["algorithm"] = algorithms[direction]


def filters(stream):
    head = field(stream, "strm_flt.filters")
    struct = type_named("struct filter")
    if head is None or struct is None:
        return []
    return list(islice(listed(head, struct, "list"), FILTERS))


def algorithms_of(stream, attached):
    """{direction: name}. One pointer means the response's up to 2.6, the filter's own direction from 3.4."""
    own = present(field(stream, "comp_algo"))
    found = {RESPONSE: algorithm_name(own)} if own is not None else {}
    struct = type_named("struct comp_state")
    for f in attached if struct is not None else ():
        kind = text(field(f, "config.id")) or ""
        context = present(f["ctx"])
        if kind.startswith("comp") and context is not None:
            found.update(algorithms_in(context.cast(struct.pointer())["comp_algo"], kind))
    return {direction: name for direction, name in found.items() if name}


def algorithms_in(algorithm, kind):
    if is_pointer(algorithm):
        return {REQUEST if kind.startswith("comp-req") else RESPONSE: algorithm_name(algorithm)}
    return {REQUEST: algorithm_name(algorithm[0]), RESPONSE: algorithm_name(algorithm[1])}


def algorithm_name(algorithm):
    return text(field(algorithm, "cfg_name"))


def direction_of(stream):
    """By the innermost frame that handles one of the stream's two channels and not the other."""
    for _, frame in streams.interrupted_frames():
        seen = {direction_named(frame.name() or "")} | {channel_side(stream, value) for _, value in streams.variables(frame)}
        seen.discard(None)
        if len(seen) == 1:
            return seen.pop()
    return None


def direction_named(function):
    if RESPONSE_NAMES.search(function):
        return RESPONSE
    return REQUEST if REQUEST_NAMES.search(function) else None


def channel_side(stream, value):
    kind = struct_behind(value.type)
    if kind == "channel":
        sides = {address_of(stream, "req"): REQUEST, address_of(stream, "res"): RESPONSE}
    elif kind == "http_msg":
        sides = {address_of(transaction(stream), "req"): REQUEST, address_of(transaction(stream), "rsp"): RESPONSE}
    else:
        return None
    return sides.get(int(value))


def address_of(struct, name):
    member = field(struct, name)
    if member is None:
        return None
    return int(member) if is_pointer(member) else int(member.address)
