"""What a participant needs in the booth: as the claim's form keeps it, and as page and desk say it to each other."""

from collections.abc import Mapping
from typing import get_args

from cso_desk.claims.form import Answer, Form, Need, need_key

from .messages import LANGUAGES, Hard, Needs

HARD: tuple[Hard, ...] = get_args(Hard)


def needs_of(form: Form, run: str) -> Needs:
    """What the form of the participant of a run says; anything unknown in it reads as not said."""
    hard = tuple(need for need in HARD if form.answer(need_key(Need(need))) is Answer.YES)
    language = form.text(need_key(Need.LANGUAGE))
    return Needs(run=run, needs=hard, language=next((known for known in LANGUAGES if known == language), None))


def texts_of(said: Needs) -> Mapping[str, str]:
    """What is written into the form for what was said, by form key."""
    texts = {need_key(Need(need)): str(Answer.YES if need in said.needs else Answer.UNASKED) for need in HARD}
    return texts if said.language is None else {**texts, need_key(Need.LANGUAGE): said.language}
