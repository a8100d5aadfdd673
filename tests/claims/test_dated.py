"""Tables that change on a day: what was so before holds until then, what is so after from then on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from cso_desk.claims.checks import assess
from cso_desk.claims.errors import OverLimit, UnknownReason
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import Answer, CheckSlot, DocumentKind
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.claims.table_files import TableError, in_force, load, put_in_force
from cso_desk.claims.workflow import SecondWord, apply_decision, decide, needs_second, reasons_for
from cso_desk.paths import resource

from .conftest import TODAY, MakeClaim

OLD, NEW = TODAY, TODAY + timedelta(days=1)
ENDS, BEGINS = f"\nuntil = {OLD}", f"\nfrom = {NEW}"
OFFICER = 'role = "officer"'
Change = Callable[..., None]


def changed(name: str, *changes: tuple[str, str]) -> str:
    text = (resource("rules") / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Change]:
    """Puts one packaged table in force with some of its texts changed."""

    def change(name: str, *changes: tuple[str, str]) -> None:
        (tmp_path / name).write_text(changed(name, *changes), encoding="utf-8")
        put_in_force(tmp_path)

    yield change
    put_in_force(None)


def moment(day: date) -> datetime:
    """The first of a day in Jakarta, which is still the day before at Greenwich."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)


def given(day: date, **more: Any) -> dict[str, Any]:
    return {"reason": "", "note": "", "officer": "u-417", "id": UUID(int=7), "now": moment(day), **more}


def test_a_reason_serves_from_its_first_day_to_its_last(own: Change, make_claim: MakeClaim) -> None:
    own("reasons.toml", ('code = "R03"', f'code = "R03"{ENDS}'), ('code = "R04"', f'code = "R04"{BEGINS}'))
    claim = make_claim()
    for day, code, known in ((OLD, "R03", True), (NEW, "R03", False), (OLD, "R04", False), (NEW, "R04", True)):
        assert (code in [reason.code for reason in reasons_for(Verdict.RETURN, day)]) is known
        told = given(day, reason=code, note="bawa KTP")
        if known:
            assert decide(claim, assess(claim, on=day), Verdict.RETURN, **told).reason == code
            continue
        with pytest.raises(UnknownReason):
            decide(claim, assess(claim, on=day), Verdict.RETURN, **told)


def test_a_reason_may_say_something_else_from_a_day_on(own: Change) -> None:
    after = f'code = "R01"{BEGINS}\nverdicts = ["return"]\ntext = "Baru"\nsource = "-"\n\n[[reason]]\ncode = "R02"'
    own("reasons.toml", ('code = "R01"', f'code = "R01"{ENDS}'), ('code = "R02"', after))
    texts = [[one.text for one in in_force().reasons_on(day) if one.code == "R01"] for day in (OLD, NEW)]
    assert texts == [["Dokumen tidak lengkap, tidak terbaca atau buram"], ["Baru"]]


def test_a_limit_of_the_ladder_begins_on_its_day(own: Change, make_claim: MakeClaim) -> None:
    limited = f'{OFFICER}{BEGINS}\nup_to = 1\nsource = "-"\n\n[[step]]\nstage = 1\n{OFFICER}{ENDS}'
    own("ladder.toml", (OFFICER, limited))
    claim = make_claim()
    assert decide(claim, assess(claim, on=OLD), Verdict.APPROVE, **given(OLD)).amount == 73_456_789
    with pytest.raises(OverLimit) as refused:
        decide(claim, assess(claim, on=NEW), Verdict.APPROVE, **given(NEW))
    assert refused.value.facts["limit"] == 1


LIMITS = "[[limits]]\nsecond_from = 90_000_000\noffline_up_to = 1\n"


def test_the_day_of_the_decision_says_whether_a_second_officer_is_needed(own: Change, make_claim: MakeClaim) -> None:
    own("ladder.toml", ("[[limits]]", f'{LIMITS}source = "-"{ENDS}\n\n[[limits]]{BEGINS}'))
    claim = make_claim()
    assert [in_force().ladder.limits_on(day).offline_up_to for day in (OLD, NEW)] == [1, 10_000_000]
    words = [needs_second(claim, 73_456_789, on=day) for day in (OLD, NEW)]
    assert words == [None, SecondWord.AMOUNT]
    decision = decide(claim, assess(claim, on=OLD), Verdict.APPROVE, **given(OLD))
    days = [apply_decision(claim, replace(decision, decided_at=moment(day))).state for day in (OLD, NEW)]
    assert days == [ClaimState.APPROVED, ClaimState.AWAITING_SECOND]


def test_a_question_is_asked_from_its_first_day_to_its_last(own: Change, make_claim: MakeClaim) -> None:
    person, employer = 'code = "person"', 'code = "employer"'
    own("interview.toml", (person, person + ENDS), (employer, f"{employer}{BEGINS}\nrequired = true"))
    claim = make_claim({"interview.person": Answer.UNASKED, "interview.employer": Answer.UNASKED})
    asked = [[one.code for one in in_force().interview.for_claim(claim, day)] for day in (OLD, NEW)]
    assert [("person" in codes, "employer" in codes) for codes in asked] == [(True, False), (False, True)]
    said = [next(one for one in assess(claim, on=day).checks if one.slot is CheckSlot.MATCH) for day in (OLD, NEW)]
    assert [(one.finding, one.facts["questions"]) for one in said] == [
        (Finding.QUESTIONS_OPEN, ("Nama, tanggal lahir, ibu kandung",)),
        (Finding.QUESTIONS_OPEN, ("Perusahaan terakhir, sebab berhenti",)),
    ]


def test_security_features_are_asked_by_the_day(own: Change, make_claim: MakeClaim) -> None:
    fewer = f'document = "ktp"\nasked = 1{ENDS}\n\n[[features]]\ndocument = "ktp"{BEGINS}\nasked'
    own("interview.toml", ('document = "ktp"\nasked', fewer))
    claim = make_claim()
    asked = [in_force().interview.for_claim(claim, day) for day in (OLD, NEW)]
    assert [sum(one.document is DocumentKind.ID_CARD for one in questions) for questions in asked] == [1, 3]


REFER = 'verdicts = ["refer"]'
STEPS_OF_HEAD = f'role = "head"{ENDS}\nsource = "-"\n\n[[step]]\nstage = 2\nrole = "head"\nfrom = {OLD}'


@pytest.mark.parametrize(
    ("file", "changes", "pattern", "nth", "sentence"),
    [
        ("reasons.toml", [('code = "R13"', 'code = "R13"\nfrom = 2026-01-02\nuntil = 2026-01-01')], "until =", 0,
         "It ends on 2026-01-01, before it begins."),
        ("interview.toml", [("asked = 3", "asked = 3\nfrom = 2026-01-02\nuntil = 2026-01-01")], "until =", 0,
         "It ends on 2026-01-01, before it begins."),
        ("reasons.toml", [('code = "R01"', f'code = "R01"{ENDS}'), ('code = "R13"', f'code = "R01"\nfrom = {OLD}')],
         r"\[\[reason\]\]", 12, "R01 stands here a second time for the same days."),
        ("interview.toml", [('code = "agreed"', f'code = "clear"{BEGINS}')],
         r"\[\[question\]\]", 13, "clear stands here a second time for the same days."),
        ("ladder.toml", [('role = "head"', STEPS_OF_HEAD)],
         r"\[\[step\]\]", 3, "head at stage 2 stands here a second time for the same days."),
        ("ladder.toml", [("[[limits]]", f'{LIMITS}source = "-"\n\n[[limits]]{BEGINS}')],
         r"\[\[limits\]\]", 1, "The table of limits stands here a second time"),
        ("ladder.toml", [("[[limits]]", f"[[limits]]{ENDS}")],
         "until =", 0, f"There is no table of limits from {NEW} on."),
        ("ladder.toml", [(OFFICER, OFFICER + ENDS)],
         "until =", 0, f"Nobody may approve at stage 1 from {NEW} on."),
        ("ladder.toml", [(OFFICER, OFFICER + BEGINS)],
         "", 0, "Nobody may approve at stage 1 from the beginning on."),
        ("ladder.toml", [('role = "head"', f'role = "head"{ENDS}')],
         "until =", 0, f"Nobody may approve at stage 2 without a limit from {NEW} on."),
        ("reasons.toml", [(REFER, REFER + ENDS)],
         "until =", 0, f"No reason serves refer from {NEW} on."),
        ("interview.toml", [("asked = 3", "asked = 4"), ('code = "ktp_card"', f'code = "ktp_card"{ENDS}')],
         "asked = 4", 0, f"There are 3 questions about ktp from {NEW} on, fewer than are asked."),
    ],
)  # fmt: skip
def test_days_that_contradict_each_other_are_refused_with_file_line_and_sentence(
    file: str, changes: list[tuple[str, str]], pattern: str, nth: int, sentence: str
) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("rules").glob("*.toml")}
    texts[file] = changed(file, *changes)
    with pytest.raises(TableError) as refused:
        load(texts)
    lines = [place for place, line in enumerate(texts[file].splitlines(), 1) if re.search(pattern, line)]
    assert (refused.value.file, refused.value.line) == (file, lines[nth])
    assert sentence in refused.value.sentence


def test_a_table_may_say_the_last_day_of_all(own: Change) -> None:
    own("reasons.toml", (REFER, f"{REFER}\nuntil = 9999-12-31"))
    assert len(reasons_for(Verdict.REFER, date.max)) == 5
