"""The rows of the two lists: claims that wait for a second word, and claims at other desks."""

from datetime import datetime

from cso_desk.booth.attention import WorkState
from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import AwaitingSecond, Fate, HeldElsewhere, Officer

from . import second_words, sync_words, words
from .row_list import Line, Row

_FATES = {Fate.UNSURE: ("triangle-alert", WorkState.NEED), Fate.REFUSED: ("octagon-x", WorkState.LOST)}


def waiting(one: AwaitingSecond, amount: int, officer: Officer, now: datetime) -> Row:
    """A claim that waits for a second word; `amount` in rupiah is what it would pay."""
    claim = one.claim
    first = claim.decision
    own = first is not None and first.officer == officer.id
    age = sync_words.age(one.since, now)
    icon = "arrow-up" if claim.state is ClaimState.REFERRED else "circle-alert"
    why = Line(icon, second_words.why(claim), age)
    if own:
        why = Line("lock", second_words.own(), age, state=WorkState.CLOSED)
    by = "" if first is None else second_words.by(first.officer)
    lines = [why, Line("user", f"{claim.number} · {by}" if by else claim.number)]
    if one.fate is not Fate.NONE:
        lines.append(_fate_line(second_words.under_way(one), one.fate))
    return Row(
        key=claim.id,
        title=second_words.name(claim),
        lines=tuple(lines),
        figure=words.rupiah(amount),
        dim=own or one.is_under_way,
    )


def held(one: HeldElsewhere, now: datetime) -> Row:
    """A claim at another desk; `now` is the centre's time."""
    claim = one.claim
    over = second_words.is_over(one, now)
    icon, state = ("clock", WorkState.NEED) if over else ("monitor", WorkState.SOLO)
    lines = [Line(icon, second_words.place(claim), second_words.lease(one, now), state=state)]
    if one.fate is not Fate.NONE:
        lines.append(_fate_line(second_words.fate(one.fate), one.fate))
    return Row(
        key=claim.id,
        title=second_words.name(claim),
        about=claim.number,
        lines=tuple(lines),
        dim=one.is_under_way,
    )


def _fate_line(text: str, fate: Fate) -> Line:
    icon, state = _FATES.get(fate, ("refresh-cw", WorkState.TALK))
    return Line(icon, text, state=state)
