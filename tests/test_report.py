"""What a run measured, as plain JSON."""

import json
from pathlib import Path

import numpy as np
import pytest

from cso_desk.report import CpuMeter, booth_report, quantiles, write_report
from cso_desk.video.feed import FeedState, FeedStatus


def test_percentiles_are_those_of_numpy_rounded_to_hundredths() -> None:
    values = [float(number) ** 1.5 for number in range(101)]
    found = quantiles(values, 50, 99)
    assert found == {
        "p50": round(float(np.percentile(values, 50)), 2),
        "p99": round(float(np.percentile(values, 99)), 2),
    }


def test_where_nothing_was_measured_the_report_says_so_instead_of_zero() -> None:
    assert quantiles([], 50, 99) == {"p50": None, "p99": None}


def test_a_booth_is_reported_with_its_source_state_rate_ages_and_replaced_pictures() -> None:
    status = FeedStatus(FeedState.LIVE, age_s=0.01, replaced=3)
    assert booth_report(2, "rtsp://b.example", status, 29.96, [10.0, 20.0]) == {
        "booth": 2,
        "source": "rtsp://b.example",
        "state": "live",
        "cause": "",
        "fps_shown": 30.0,
        "age_ms": {"p50": 15.0, "p99": 19.9},
        "replaced": 3,
    }


def test_a_report_is_written_as_json_that_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    report = {"booths": [booth_report(1, "synthetic:", FeedStatus(FeedState.LOST), 0.0, [])], "seconds": 1.5}
    write_report(path, report)
    assert json.loads(path.read_text(encoding="utf-8")) == report
    assert path.read_text(encoding="utf-8").endswith("}\n")


def test_the_meter_counts_this_process_from_when_it_was_made() -> None:
    meter = CpuMeter()
    before = meter.seconds
    while meter.seconds < before + 0.05:  # keep a core busy
        pass
    assert 0 < meter.cores < 64
    assert 10 < meter.rss_mb < 100_000
    assert meter.seconds == pytest.approx(before, abs=60)
