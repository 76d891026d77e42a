"""Connects to a PipeSocket and says what it is told to: peer.py SOCKET TEXT PID|none [silent]. Prints what comes back."""
import os
import socket
import sys

path, text, pid = sys.argv[1:4]
peer = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
peer.settimeout(30)
peer.connect(path)
if "silent" not in sys.argv:
    read, write = os.pipe()
    os.write(write, b"core")
    os.close(write)
    handed = [] if pid == "none" else [read, os.pidfd_open(int(pid))]
    socket.send_fds(peer, [text.replace("|", "\0").encode()], handed)
answer = b""
while byte := peer.recv(16):
    answer += byte
print(answer.decode())
