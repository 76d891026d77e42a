"""Stands for the node agent at its socket: agent.py SOCKET BEHAVIOUR [FILE]. Says `ready`, then the words of the one core it is offered."""
import os
import select
import signal
import socket
import sys

STRANGER = 65534
A_WHILE = 500   # ms in which a process that is let go would be gone


def main(path, behaviour, file=None):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(path)
    if behaviour == "stranger":
        os.setresuid(STRANGER, STRANGER, STRANGER)
    listener.listen()
    print("ready", flush=True)
    if behaviour == "stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    helper, _ = listener.accept()
    message, files, _, _ = socket.recv_fds(helper, 4096, 2)
    if not message:
        return  # refused
    core, process = files
    with open(f"/proc/self/fdinfo/{process}", encoding="utf-8") as info:
        pid = info.read().split("\nPid:\t")[1].split()[0]
    print("\t".join(word.decode() for word in message.split(b"\0")), pid, sep="\t", flush=True)
    BEHAVIOURS[behaviour](helper, core, process, file)


def take(helper, core, process, file):
    """All of it, saying now and then that it lives."""
    helper.send(b"T")
    with open(file, "wb") as sink:
        while piece := os.read(core, 1 << 20):
            sink.write(piece)
            helper.send(b".")


def thin(helper, core, process, file):
    """Wants its first bytes only; then looks at the process, which must still be there, until the test has looked too."""
    helper.send(b"T")
    os.read(core, 64)
    os.close(core)
    death = select.poll()
    death.register(process, select.POLLIN)
    print("gone" if death.poll(A_WHILE) else "held", flush=True)
    sys.stdin.readline()


def stop(helper, core, process, file):
    """Takes it, and is stopped."""
    helper.send(b"T")
    os.read(core, 64)
    os.kill(os.getpid(), signal.SIGSTOP)


def die(helper, core, process, file):
    os.kill(os.getpid(), signal.SIGKILL)


def die_taken(helper, core, process, file):
    helper.send(b"T")
    os.kill(os.getpid(), signal.SIGKILL)


BEHAVIOURS = {"take": take, "thin": thin, "stop": stop, "die": die, "die-taken": die_taken}

main(*sys.argv[1:])
