"""The table of sentences for a booth's screen."""

from pathlib import Path

import pytest

from cso_desk.booth.messages_shown import MessageTableError, read_sentences, ready_sentences

GOOD = '[[message]]\ncode = "wait"\nid = "Tunggu"\nen = "Wait"\njv = "Sabar"\n'


def test_every_sentence_is_there_in_three_languages() -> None:
    for sentence in ready_sentences():
        assert all(sentence.texts().values())
        assert len(set(sentence.texts().values())) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "must hold sections"),
        ("[[message]\n", "cannot be read"),
        (GOOD.replace('jv = "Sabar"\n', ""), "message.0.jv"),
        (GOOD + GOOD, "'wait' twice"),
        (GOOD.replace("Tunggu", "x" * 201), "message.0.id"),
        (GOOD + "[[other]]\n", "other"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "messages.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MessageTableError, match=told.replace(".", r"\.")):
        read_sentences(path)
