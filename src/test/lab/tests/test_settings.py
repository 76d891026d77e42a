"""A node's settings are noted and locked apart from the core settings."""
import unittest

from corelab.cluster.settings import NodeSettings
from corelab.kernel import Kernel


class NodeSettingsTest(unittest.TestCase):
    def test_a_node_and_a_crash_dont_wait_for_each_other(self):
        self.assertNotEqual(NodeSettings().lock, Kernel().lock)
        self.assertNotEqual(NodeSettings().note, Kernel().note)

    def test_core_settings_are_no_nodes(self):
        self.assertFalse(set(NodeSettings.names) & set(Kernel.names))


if __name__ == "__main__":
    unittest.main()
