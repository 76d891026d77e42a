"""What the cluster's DNS answers. Against an API server that is a dictionary."""
import struct
import unittest
import unittest.mock

from corelab.cluster.names import Names, answer

SERVICES = "/api/v1/namespaces/one/services/"
SLICES = "/apis/discovery.k8s.io/v1/namespaces/one/endpointslices?labelSelector=kubernetes.io/service-name=heads"
READY, UNREADY = {"ready": True}, {"ready": False}
KNOWN = {
    SERVICES + "www": {"spec": {"clusterIP": "10.0.0.1"}},
    SERVICES + "heads": {"spec": {"clusterIP": "None"}},
    SLICES: {"items": [{"endpoints": [
        {"hostname": "heads-0", "addresses": ["10.0.1.1"], "conditions": READY},
        {"hostname": "heads-1", "addresses": ["10.0.1.2"], "conditions": READY},
        {"hostname": "heads-2", "addresses": ["10.0.1.3"], "conditions": UNREADY}]}, {"endpoints": None}]},
}


def asked(name, kind=1):
    parts = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack(">HHHHHH", 7, 0x100, 1, 0, 0, 0) + parts + b"\0" + struct.pack(">HH", kind, 1)


class NamesTest(unittest.TestCase):
    def setUp(self):
        self.names = Names(unittest.mock.Mock(get=KNOWN.get))

    def found(self, name):
        return self.names.addresses(name.split("."))

    def test_a_service_has_its_address(self):
        self.assertEqual(self.found("www.one.svc.cluster.local"), ["10.0.0.1"])

    def test_a_headless_one_has_its_pods_that_are_ready(self):
        self.assertEqual(self.found("heads.one.svc.cluster.local"), ["10.0.1.1", "10.0.1.2"])

    def test_a_pod_behind_it_has_a_name(self):
        self.assertEqual(self.found("heads-1.heads.one.svc.cluster.local"), ["10.0.1.2"])

    def test_nothing_else_exists(self):
        for name in ("none.one.svc.cluster.local", "heads-9.heads.one.svc.cluster.local", "example.org", "www.one.svc"):
            self.assertIsNone(self.found(name), name)

    def test_an_answer_repeats_the_question_and_holds_the_address(self):
        query = asked("WWW.one.svc.cluster.local")
        reply = answer(query, self.names.addresses)
        self.assertEqual(struct.unpack(">HHHHHH", reply[:12]), (7, 0x8580, 1, 1, 0, 0))
        self.assertEqual(reply[12:len(query)], query[12:])
        self.assertEqual(reply[-4:], bytes([10, 0, 0, 1]))

    def test_a_name_without_such_a_record_exists_all_the_same(self):
        reply = answer(asked("www.one.svc.cluster.local", kind=28), self.names.addresses)
        self.assertEqual(struct.unpack(">HHHHHH", reply[:12]), (7, 0x8580, 1, 0, 0, 0))

    def test_a_name_that_is_none_is_an_error(self):
        reply = answer(asked("example.org"), self.names.addresses)
        self.assertEqual(struct.unpack(">HHHHHH", reply[:12]), (7, 0x8583, 1, 0, 0, 0))

    def test_what_is_no_question_is_refused(self):
        for query in (b"", b"\0" * 12, asked("www.one.svc.cluster.local")[:-3]):
            with self.assertRaises((ValueError, struct.error, IndexError)):
                answer(query, self.names.addresses)


if __name__ == "__main__":
    unittest.main()
