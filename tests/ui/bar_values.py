"""A desk as its top bar and its strip show it, and the widths at which they do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cso_desk.claims.model import Channel
from cso_desk.desk.model import DeskView, Pack, Tally, Waiting
from cso_desk.ui.theme import DENSE, ROOMY

MOMENT = datetime(2025, 11, 13, 2, 42, 18, tzinfo=UTC)
WIDTHS = [pytest.param(1920, ROOMY, id="roomy"), pytest.param(1366, DENSE, id="dense")]
VIEW = DeskView(
    booths=(None,) * 6,
    waiting=(
        Waiting(Channel.BOOTH, 12, MOMENT - timedelta(minutes=25), "B-007"),
        Waiting(Channel.ONLINE, 104, MOMENT - timedelta(hours=30)),
        Waiting(Channel.COLLECTIVE, 3),
    ),
    today=Tally(approved=21, returned=4, rejected=1, referred=2, receipted=27),
)
OFF = replace(
    VIEW,
    line_is_up=False,
    pack=Pack(kept=4, until=datetime(2025, 11, 13, 12, 0, tzinfo=UTC), next_ticket="B-009"),
    clock_ahead_s=-432.0,
)
