"""Ports that nobody listens on. Somebody may take one before it is used: who lost that race asks again."""
import socket
from contextlib import ExitStack


def free(count, address="127.0.0.1"):
    """So many different ones, of the system's choice."""
    with ExitStack() as all_bound:
        bound = [all_bound.enter_context(socket.socket()) for _ in range(count)]
        for one in bound:
            one.bind((address, 0))
        return [one.getsockname()[1] for one in bound]
