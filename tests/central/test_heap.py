import subprocess
import sys

import pytest

HEAPS = """
import ctypes, sys, threading
from cso_desk.central.service.heap import share_one_heap
libc = ctypes.CDLL(None)
if "shared" in sys.argv:
    share_one_heap()
start = threading.Barrier(4)
def work():
    start.wait()
    libc.malloc(4096)
    start.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.malloc_stats()
"""


def heaps(*told: str) -> int:
    """How many heaps a process with four threads took memory from."""
    done = subprocess.run([sys.executable, "-c", HEAPS, *told], capture_output=True, text=True, check=True)
    return done.stderr.count("Arena ")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of the C library of Linux")
def test_the_threads_of_the_service_share_one_heap() -> None:
    assert heaps() > 1
    assert heaps("shared") == 1
