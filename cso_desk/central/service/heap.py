"""The memory of a process that serves with many threads."""

import ctypes
import sys

_M_ARENA_MAX = -8


def share_one_heap() -> None:
    """Let all threads of this process, and of its forks, take memory from one heap; to be called before there are any.

    The C library of Linux gives each thread a heap of its own, where what it took for a moment stays. One thread of
    Python runs at a time anyway. Elsewhere it does nothing.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
