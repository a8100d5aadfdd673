"""The words for what a participant needs in the booth."""

from cso_desk.claims.form import Answer, Form, Need, need_key

from . import keys
from .keys import Action
from .language import translate

ICONS = {Need.HEARING: "ear", Need.SIGHT: "eye", Need.READING: "book-open", Need.LANGUAGE: "languages"}
USUAL = "id"
"""The language of a booth of which nothing else was said."""


def title() -> str:
    """What a participant needs in the booth, as a heading."""
    return translate("Needs", "Needs")


def name(need: Need) -> str:
    """A need as it is asked for."""
    return {
        Need.HEARING: translate("Needs", "Hears with difficulty"),
        Need.SIGHT: translate("Needs", "Sees with difficulty"),
        Need.READING: translate("Needs", "Reads with difficulty"),
        Need.LANGUAGE: translate("Needs", "Language of the booth"),
    }[need]


def language(code: str) -> str:
    """A language of the booths, "" where it is none."""
    return {
        "id": translate("Needs", "Indonesian"),
        "en": translate("Needs", "English"),
        "jv": translate("Needs", "Javanese"),
    }.get(code, "")


def told(form: Form) -> tuple[tuple[Need, str], ...]:
    """What there is to be known of a participant, each with what the officer does about it, in few words."""
    does = {
        Need.HEARING: translate("Needs", "Hard of hearing: write (%1)").replace("%1", keys.key_of(Action.SHOW)),
        Need.SIGHT: translate("Needs", "Weak sight"),
        Need.READING: translate("Needs", "Hard to read: read out"),
    }
    found = [(need, text) for need, text in does.items() if form.answer(need_key(need)) is Answer.YES]
    wanted = _other_language(form)
    return (*found, (Need.LANGUAGE, wanted)) if wanted else tuple(found)


def needed(form: Form) -> str:
    """The same to be read by who does not sit at the booth; "" where there is nothing."""
    hard = [
        name(need) for need in (Need.HEARING, Need.SIGHT, Need.READING) if form.answer(need_key(need)) is Answer.YES
    ]
    wanted = _other_language(form)
    spoken = f"{name(Need.LANGUAGE)}: {wanted}" if wanted else ""
    return ", ".join(text for text in (*hard, spoken) if text)


def _other_language(form: Form) -> str:
    wanted = form.text(need_key(Need.LANGUAGE))
    return language(wanted) if wanted != USUAL else ""
