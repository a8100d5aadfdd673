"""The table of sentences for a booth's screen."""

import pytest

from cso_desk.booth.messages_shown import read_sentences, ready_sentences
from cso_desk.claims.toml_tables import TableError

GOOD = '[[message]]\ncode = "wait"\nid = "Tunggu"\nen = "Wait"\njv = "Sabar"\n'


def test_every_sentence_is_there_in_three_languages() -> None:
    for sentence in ready_sentences():
        assert all(sentence.texts().values())
        assert len(set(sentence.texts().values())) == 3


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "message"),
        ("[[message]\n", 1, "This is not TOML"),
        (GOOD.replace('jv = "Sabar"\n', ""), 1, "message.0.jv"),
        (GOOD + GOOD, 7, "stands here twice"),
        (GOOD.replace("Tunggu", "x" * 201), 3, "message.0.id"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_line_and_reason(text: str, line: int, told: str) -> None:
    with pytest.raises(TableError) as fault:
        read_sentences(text)
    assert (fault.value.file, fault.value.line) == ("messages.toml", line)
    assert told in fault.value.sentence
