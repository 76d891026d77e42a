"""What kubelet and network plugins change for the whole machine: one cluster's at a time, put back like the core settings."""
from pathlib import Path

from corelab.kernel import Kernel


class NodeSettings(Kernel):
    names = ("kernel/panic", "kernel/panic_on_oops", "vm/overcommit_memory", "vm/panic_on_oom", "kernel/keys/root_maxkeys",
             "kernel/keys/root_maxbytes", "net/ipv4/ip_forward")
    note_name = "node-settings.json"
    what = "the settings of a node"

    def __init__(self):
        super().__init__(lock=Path("/run/lock/corewatch-lab-node.lock"))
