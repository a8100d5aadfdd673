"""Where several processes add up what they count for Prometheus."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def added_up() -> Iterator[None]:
    """Let this process and its forks count in one folder; to be entered before `metrics` is read."""
    with tempfile.TemporaryDirectory(prefix="cso-desk-centre-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER_VARIABLE]
