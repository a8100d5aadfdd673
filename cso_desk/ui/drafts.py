"""What the officer typed and the desk has not said back yet: the newest letters win over a late echo."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from cso_desk.claims.form import Form
from cso_desk.claims.model import Claim

LATE_S = 3.0
"""Seconds after which a text that the desk has not said back is called unsaved."""
_QUIET_S = 2.0


@dataclass(frozen=True, slots=True)
class Bound:
    """The booth and the claim that a field shows: every edit carries it."""

    booth: int
    claim_id: UUID


@dataclass(slots=True)
class _Draft:
    texts: list[str]
    typed_at: float


class Drafts:
    """The texts on their way to the desk, by claim and form key; times are monotonic seconds."""

    def __init__(self) -> None:
        self._drafts: dict[UUID, dict[str, _Draft]] = {}

    def typed(self, claim_id: UUID, key: str, text: str, *, now: float) -> None:
        """Remember a text that was just sent on its way."""
        draft = self._drafts.setdefault(claim_id, {}).setdefault(key, _Draft([], now))
        draft.texts.append(text)
        draft.typed_at = now

    def settle(self, claim: Claim, *, now: float) -> None:
        """Take the desk's word: texts it has said back are on their way no more; a decided claim has none.

        An echo confirms the oldest equal text and those before it, for the same text may have been typed twice. What
        equals the newest text is believed after two quiet seconds, for echoes may have been skipped.
        """
        if not claim.is_open:
            self.forget(claim.id)
            return
        drafts = self._drafts.get(claim.id, {})
        for key, draft in list(drafts.items()):
            echo = claim.form.text(key)
            if echo in draft.texts:
                del draft.texts[: draft.texts.index(echo) + 1]
            if not draft.texts or (echo == draft.texts[-1] and now - draft.typed_at > _QUIET_S):
                del drafts[key]
        if not drafts:
            self._drafts.pop(claim.id, None)

    def over(self, claim: Claim) -> Claim:
        """The claim with the texts on their way laid over its form."""
        drafts = self._drafts.get(claim.id)
        if not drafts:
            return claim
        texts = {key: draft.texts[-1] for key, draft in drafts.items()}
        return replace(claim, form=Form(MappingProxyType({**claim.form.values, **texts})))

    def waiting(self, claim_id: UUID) -> bool:
        """True while a text of this claim is on its way."""
        return claim_id in self._drafts

    def late(self, claim_id: UUID, *, now: float) -> frozenset[str]:
        """The keys whose text has been on its way for too long."""
        drafts = self._drafts.get(claim_id, {})
        return frozenset(key for key, draft in drafts.items() if now - draft.typed_at > LATE_S)

    def forget(self, claim_id: UUID) -> None:
        """Let go of a claim that is decided or gone."""
        self._drafts.pop(claim_id, None)
