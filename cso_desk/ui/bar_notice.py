"""What the decision bar says beside the money: what is missing, who comes after, or what became of a decision."""

from dataclasses import dataclass, replace

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Assessment
from cso_desk.claims.table_files import in_force
from cso_desk.claims.tables import Role
from cso_desk.claims.workflow import needs_second
from cso_desk.desk.model import BoothClaim, Fate

from . import form_words, keys, refusal_words, words
from .keys import Action
from .language import translate
from .seat import Seat


@dataclass(frozen=True, slots=True)
class Notice:
    """Two short lines, an icon, and the work state whose colours they wear."""

    state: WorkState
    icon: str
    title: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Both lines in one."""
        return f"{self.title}. {self.detail}" if self.detail else self.title


_FATES = {
    Fate.SENT: (WorkState.READY, "cloud-check"),
    Fate.UNSURE: (WorkState.NEED, "triangle-alert"),
}


def notice_of(seat: Seat, *, saving: bool) -> Notice | None:
    """What there is to say of a seat, None while there is nothing."""
    held, assessment = seat.held, seat.assessment
    if held is None:
        return Notice(WorkState.CLOSED, "ticket", translate("Form", "The booth is empty"))
    if held.decision_fate is Fate.REFUSED and held.refusal is not None:
        why = refusal_words.refusal(replace(held.refusal, booth=None))
        why = why[:1].upper() + why[1:]
        title = translate("Form", "The centre refused this decision")
        return Notice(WorkState.LOST, "octagon-x", title, why)
    if not held.claim.is_open:
        return _decided(held)
    if assessment is None:
        return None
    limit = over_limit(assessment)
    if limit is not None:
        title = translate("Form", "More than the Rp %1 that you may approve").replace("%1", words.rupiah(limit))
        refer = translate("Form", "Refer it to the supervisor (%1)").replace("%1", keys.key_of(Action.REFER))
        return Notice(WorkState.NEED, "lock", title, refer)
    word = needs_second(held.claim, assessment.gross, on=assessment.on)
    second = form_words.second_approver(word, in_force().ladder.limits_on(assessment.on).second_from)
    if not assessment.ready:
        return Notice(WorkState.NEED, "lock", form_words.lock(assessment.missing), second)
    if saving:
        return Notice(WorkState.SOLO, "lock", translate("Form", "Saving what you typed…"), second)
    return Notice(WorkState.SOLO, "users", second) if second else None


def over_limit(assessment: Assessment) -> int | None:
    """The limit of the first step where a claim would pay more, in rupiah; None where it does not."""
    step = in_force().ladder.step_on(assessment.on, 1, Role.OFFICER)
    if step is None or step.up_to is None or assessment.gross <= step.up_to:
        return None
    return step.up_to


def _decided(held: BoothClaim) -> Notice:
    state, icon = _FATES.get(held.decision_fate, (WorkState.SOLO, "refresh-cw"))
    return Notice(state, icon, words.claim_state(held.claim.state), form_words.fate(held))
