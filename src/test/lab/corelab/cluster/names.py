"""The cluster's DNS: A records of Services, and of the Pods behind headless ones, asked of the API server each time.

`www.one.svc.cluster.local`: the Service's address, or its Pods' when it has none. `www-0.www.one.svc.cluster.local`: one of
these, by its hostname. Anything else doesn't exist. https://github.com/kubernetes/dns/blob/master/docs/specification.md
"""
import socket
import struct
import threading
from contextlib import contextmanager

SUFFIX = ["svc", "cluster", "local"]
A, INTERNET, NAME_ERROR = 1, 1, 3
ANSWERED = 0x8580       # an answer, authoritative, recursion asked for and at hand


@contextmanager
def served(api, address):
    """On port 53 of `address`, until the block ends."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind((address, 53))
        threading.Thread(target=serve, args=(Names(api), bound), daemon=True).start()
        yield


def serve(names, bound):
    while True:
        try:
            query, client = bound.recvfrom(512)
        except OSError:
            return      # closed
        try:
            bound.sendto(answer(query, names.addresses), client)
        except (OSError, ValueError, struct.error, IndexError):
            pass        # no question, or nobody to answer


def answer(query, addresses):
    """To one question. `addresses`: of a name's parts; None when there is no such name."""
    number, _, questions = struct.unpack(">HHH", query[:6])
    if questions != 1:
        raise ValueError("one question at a time")
    parts, end = question(query)
    kind, family = struct.unpack(">HH", query[end:end + 4])
    found = addresses(parts)
    known = found if kind == A and family == INTERNET and found else []
    head = struct.pack(">HHHHHH", number, ANSWERED | (0 if found is not None else NAME_ERROR), 1, len(known), 0, 0)
    return head + query[12:end + 4] + b"".join(map(record, known))


def question(query):
    parts, at = [], 12
    while query[at]:
        length = query[at]
        parts.append(query[at + 1:at + 1 + length].decode("ascii").lower())
        at += 1 + length
    return parts, at + 1


def record(address):
    """Of the name that was asked for, to be asked again each time."""
    return struct.pack(">HHHIH", 0xC00C, A, INTERNET, 0, 4) + socket.inet_aton(address)


class Names:
    def __init__(self, api):
        self.api = api

    def addresses(self, parts):
        if parts[-3:] != SUFFIX:
            return None
        match parts[:-3]:
            case [service, namespace]:
                return self.of_service(namespace, service)
            case [host, service, namespace]:
                return [ip for name, ip in self.behind(namespace, service) if name == host] or None
            case _:
                return None

    def of_service(self, namespace, name):
        service = self.api.get(f"/api/v1/namespaces/{namespace}/services/{name}")
        if service is None:
            return None
        own = service["spec"].get("clusterIP")
        return [ip for _, ip in self.behind(namespace, name)] if own in (None, "None") else [own]

    def behind(self, namespace, service):
        """Hostnames and addresses of its Pods that are ready."""
        chosen = f"labelSelector=kubernetes.io/service-name={service}"
        slices = self.api.get(f"/apis/discovery.k8s.io/v1/namespaces/{namespace}/endpointslices?{chosen}") or {"items": []}
        return [(endpoint.get("hostname"), ip) for one in slices["items"] for endpoint in one["endpoints"] or []
                if endpoint["conditions"].get("ready") for ip in endpoint["addresses"]]
