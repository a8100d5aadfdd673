"""What a run of the wall or of the demonstration measured, as plain JSON."""

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from cso_desk.video.feed import FeedStatus

_MB = 1_000_000


class CpuMeter:
    """Cores used by this process since the meter was made; children are not counted."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._began = time.monotonic()
        self._used = self._spent()

    @property
    def seconds(self) -> float:
        """Seconds since the meter was made."""
        return time.monotonic() - self._began

    @property
    def cores(self) -> float:
        """Cores used since then, on average."""
        return (self._spent() - self._used) / max(self.seconds, 1e-9)

    @property
    def rss_mb(self) -> float:
        """Memory in use now, in millions of bytes."""
        return float(self._process.memory_info().rss) / _MB

    def _spent(self) -> float:
        times = self._process.cpu_times()
        return float(times.user + times.system)


def quantiles(values: Sequence[float], *wanted: int) -> dict[str, float | None]:
    """The wanted percentiles as {"p50": ..., "p99": ...}; None where there is nothing to tell from."""
    if not values:
        return {f"p{percent}": None for percent in wanted}
    found = np.percentile(np.asarray(values), wanted)
    return {f"p{percent}": round(float(value), 2) for percent, value in zip(wanted, found, strict=True)}


def booth_report(
    number: int, source: str, status: FeedStatus, fps: float, ages_ms: Sequence[float]
) -> dict[str, object]:
    """What was shown of one booth."""
    return {
        "booth": number,
        "source": source,
        "state": str(status.state),
        "cause": status.cause,
        "fps_shown": round(fps, 1),
        "age_ms": quantiles(ages_ms, 50, 99),
        "replaced": status.replaced,
    }


def write_report(path: Path, report: Mapping[str, Any]) -> None:
    """Write a report as indented JSON."""
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
