"""Which papers a claim needs, by the law of the day and the practice of the branches."""

from .form import Cause, DocumentKind
from .model import Channel
from .tables import Law


def required_documents(
    cause: Cause,
    law: Law,
    *,
    balance: int,
    channel: Channel = Channel.BOOTH,
    partial_before: bool = False,
    has_npwp: bool = True,
    relation: str = "",
) -> tuple[DocumentKind, ...]:
    """List the papers for a cause, in the order they are asked for.

    The tax card is asked for above a balance in rupiah, for a 10 % claim, and where a part was paid before, but not
    of a participant who has none (the tax is then higher). Some heirs prove what they were to the participant. A
    portrait is asked for where no booth takes it.
    """
    rule = law.rule(cause)
    papers = list(rule.practice)
    if cause is Cause.DIED and relation in law.relation_proof:
        papers.append(DocumentKind.RELATION_PROOF)
    if has_npwp and (rule.tax_card_always or partial_before or balance > law.tax_card_above):
        papers.append(DocumentKind.TAX_CARD)
    if channel is not Channel.BOOTH and cause is not Cause.DIED:
        papers.append(DocumentKind.PORTRAIT)
    return tuple(papers)


def substitutes(kind: DocumentKind, cause: Cause | None, law: Law) -> tuple[str, ...]:
    """List the codes of what may stand in for a lost paper, with the officer's reason; none where nothing may."""
    entries = (entry for entry in law.substitute if entry.document is kind)
    return tuple(code for entry in entries if not entry.causes or cause in entry.causes for code in entry.accepted)
