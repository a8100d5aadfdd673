"""A desk that talks with booths, and a street for those at its other end, for the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cso_desk.booth.peer import ended_early
from cso_desk.conversation import Address, Conversation, Greeting
from cso_desk.network import NetworkLoop
from cso_desk.shift import now


@contextmanager
def conversation_at(folder: Path, numbers: frozenset[int], *, count: int) -> Iterator[Conversation]:
    """The conversation of a desk with `count` booths, of which these talk, and an officer at it; no camera is open."""
    address = Address("127.0.0.1", 0)
    made = Conversation(folder, numbers, count=count, address=address, officer_camera=None, now=now)
    made.start()
    made.serve(Greeting("KC Contoh", "Ibu Ratih"), tuple)
    yield made
    made.stop()
    made.deleteLater()


@contextmanager
def street_loop() -> Iterator[NetworkLoop]:
    """A loop on which booths live that are not the desk's."""
    loop = NetworkLoop("street", harmless=ended_early)
    loop.start()
    yield loop
    loop.stop()
