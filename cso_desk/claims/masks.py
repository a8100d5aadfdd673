"""Numbers and names with their middle hidden, as they stand on a screen that others may see."""

_HIDDEN = "•"


def mask_nik(text: str) -> str:
    """Keep the first and last four of sixteen digits: 3174••••••••0012."""
    return _middle(text, 4, 4, 16)


def mask_kpj(text: str) -> str:
    """Keep the first four and last two of eleven digits: 1904•••••37."""
    return _middle(text, 4, 2, 11)


def mask_npwp(text: str) -> str:
    """Keep the first two and last three digits: 01••••••••••000, of sixteen as of a NIK."""
    return mask_nik(text) if len(text.strip()) == 16 else _middle(text, 2, 3, len(text.strip()))


def mask_account(text: str) -> str:
    """Keep the last four digits behind four dots: ••••4417; of a shorter number nothing."""
    text = text.strip()
    if not text:
        return ""
    return _HIDDEN * 4 + (text[-4:] if len(text) > 4 else "")


def mask_mother(text: str) -> str:
    """Keep the first word of a name: SITI ••••••••."""
    first, *rest = text.split() or [""]
    return " ".join([first, *(_HIDDEN * len(word) for word in rest)])


def _middle(text: str, head: int, tail: int, length: int) -> str:
    """Hide the middle of a number of the right length, and all behind its head while it is half-typed."""
    text = text.strip()
    end = len(text) - tail if len(text) == length else len(text)
    return text[:head] + _HIDDEN * max(end - head, 0) + text[max(end, head) :]
