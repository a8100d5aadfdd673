"""The life of a claim as one table: from which state who may lead it where."""

from dataclasses import dataclass
from enum import StrEnum

from .errors import NotAllowed
from .model import ClaimState
from .tables import Role

_S, _R = ClaimState, Role


class Action(StrEnum):
    """What can be done with a claim."""

    FILE = "file"
    ARRIVE = "arrive"
    CALL = "call"
    SEAT = "seat"
    PUT_BACK = "put_back"
    MISS = "miss"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    REFER = "refer"
    REOPEN = "reopen"
    SETTLE = "settle"
    PAY = "pay"
    CONFIRM = "confirm"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: these roles may do this with a claim in one of these states, and it comes to that one."""

    action: Action
    states: frozenset[ClaimState]
    roles: frozenset[Role]
    to: ClaimState


def _row(action: Action, states: tuple[ClaimState, ...], roles: tuple[Role, ...], to: ClaimState) -> Transition:
    return Transition(action, frozenset(states), frozenset(roles), to)


_DESK = (_R.OFFICER, _R.SUPERVISOR)
_ABOVE = (_R.SUPERVISOR, _R.HEAD)
_OPEN = (_S.WAITING, _S.IN_BOOTH)
_SECOND = (_S.AWAITING_SECOND, _S.REFERRED)

TRANSITIONS: tuple[Transition, ...] = (
    _row(Action.FILE, (_S.DRAFT,), (_R.PARTICIPANT,), _S.REGISTERED),
    _row(Action.ARRIVE, (_S.REGISTERED, _S.NO_SHOW, _S.POSTPONED), (_R.PARTICIPANT, *_DESK), _S.WAITING),
    _row(Action.CALL, (_S.WAITING,), _DESK, _S.CALLED),
    _row(Action.SEAT, (_S.WAITING, _S.CALLED), _DESK, _S.IN_BOOTH),
    _row(Action.PUT_BACK, (_S.CALLED, _S.IN_BOOTH), _DESK, _S.WAITING),
    _row(Action.MISS, (_S.CALLED,), _DESK, _S.NO_SHOW),
    _row(Action.POSTPONE, (_S.REGISTERED, *_OPEN), (_R.PARTICIPANT, *_DESK), _S.POSTPONED),
    _row(Action.CANCEL, (_S.DRAFT, _S.REGISTERED, *_OPEN, _S.RETURNED, _S.POSTPONED), (_R.PARTICIPANT,), _S.CANCELLED),
    _row(Action.APPROVE, _OPEN, (_R.OFFICER,), _S.APPROVED),
    _row(Action.APPROVE, _SECOND, _ABOVE, _S.APPROVED),
    _row(Action.RETURN, _OPEN, (_R.OFFICER,), _S.RETURNED),
    _row(Action.RETURN, _SECOND, _ABOVE, _S.RETURNED),
    _row(Action.REJECT, _OPEN, (_R.OFFICER,), _S.REJECTED),
    _row(Action.REJECT, _SECOND, _ABOVE, _S.REJECTED),
    _row(Action.REFER, _OPEN, (_R.OFFICER,), _S.REFERRED),
    _row(Action.REOPEN, (*_SECOND, _S.RETURNED), (_R.OFFICER,), _S.WAITING),
    _row(Action.REOPEN, (*_SECOND, _S.RETURNED, _S.APPROVED, _S.REJECTED), _ABOVE, _S.WAITING),
    _row(Action.SETTLE, (_S.APPROVED,), (_R.FINANCE,), _S.SETTLED),
    _row(Action.PAY, (_S.SETTLED, _S.TRANSFER_FAILED), (_R.FINANCE,), _S.PAYING),
    _row(Action.CONFIRM, (_S.PAYING,), (_R.FINANCE,), _S.PAID),
    _row(Action.FAIL, (_S.PAYING,), (_R.FINANCE,), _S.TRANSFER_FAILED),
)
"""Every allowed step; an approval that needs a second officer stops at AWAITING_SECOND on its way (see the ladder)."""


def next_state(state: ClaimState, action: Action, role: Role) -> ClaimState:
    """Tell where an action leads. Raises NotAllowed where this role may not do this in this state."""
    for row in TRANSITIONS:
        if row.action is action and state in row.states and role in row.roles:
            return row.to
    raise NotAllowed(state=str(state), action=str(action), role=str(role))


def allowed(state: ClaimState, role: Role) -> tuple[Action, ...]:
    """List what a role may do with a claim in a state."""
    return tuple(row.action for row in TRANSITIONS if state in row.states and role in row.roles)
