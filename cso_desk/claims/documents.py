"""Which papers a claim needs: the practice of the branches (domain.md 2.2)."""

from .model import Cause, Channel, DocumentKind

_TAX_CARD_ABOVE = 50_000_000  # rupiah of balance
_K = DocumentKind
_WORKER = (_K.MEMBERSHIP_CARD, _K.ID_CARD, _K.FAMILY_CARD, _K.BANK_BOOK)
_LEAVER = (_K.MEMBERSHIP_CARD, _K.PASSPORT, _K.BANK_BOOK, _K.EMPLOYMENT_LETTER)
_MATRIX: dict[Cause, tuple[DocumentKind, ...]] = {
    Cause.PENSION_AGE: (*_WORKER, _K.PENSION_LETTER),
    Cause.PENSION_BY_AGREEMENT: (*_WORKER, _K.PENSION_LETTER),
    Cause.RESIGNED: (*_WORKER, _K.EMPLOYMENT_LETTER),
    Cause.LAID_OFF: (*_WORKER, _K.EMPLOYMENT_LETTER, _K.LAYOFF_PROOF),
    Cause.CONTRACT_ENDED: (*_WORKER, _K.EMPLOYMENT_LETTER),
    Cause.OWN_ACCOUNT_STOPPED: _WORKER,
    Cause.LEFT_INDONESIA_FOREIGNER: (*_LEAVER, _K.STAY_PERMIT, _K.NOT_WORKING_STATEMENT),
    Cause.LEFT_INDONESIA_CITIZEN: (*_LEAVER, _K.NO_RETURN_STATEMENT),
    Cause.DISABLED: (*_WORKER, _K.EMPLOYMENT_LETTER, _K.DISABILITY_LETTER),
    Cause.DIED: (*_WORKER, _K.DEATH_CERTIFICATE, _K.HEIR_LETTER),
    Cause.PARTIAL_10: (*_WORKER, _K.EMPLOYMENT_LETTER),
    Cause.PARTIAL_30: (*_WORKER, _K.EMPLOYMENT_LETTER, _K.HOUSE_DOCUMENT),
}


def required_documents(
    cause: Cause,
    *,
    balance: int,
    channel: Channel = Channel.BOOTH,
    partial_before: bool = False,
    has_npwp: bool = True,
) -> tuple[DocumentKind, ...]:
    """List the papers for a cause, in the order they are asked for.

    The tax card is asked for above Rp 50 million of balance, for a 10 % claim, and where a part was paid before, but
    not of a participant who has none (the tax is then higher). A portrait is asked for where no booth takes it.
    """
    papers = list(_MATRIX[cause])
    if has_npwp and (balance > _TAX_CARD_ABOVE or partial_before or cause is Cause.PARTIAL_10):
        papers.append(_K.TAX_CARD)
    if channel is not Channel.BOOTH and cause is not Cause.DIED:
        papers.append(_K.PORTRAIT)
    return tuple(papers)
