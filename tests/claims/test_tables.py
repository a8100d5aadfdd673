import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cso_desk.claims.documents import substitutes
from cso_desk.claims.eligibility import judge
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import Cause, DocumentKind, Field
from cso_desk.claims.model import Verdict
from cso_desk.claims.table_files import TableError, in_force, load, packaged, put_in_force
from cso_desk.claims.tables import Condition
from cso_desk.paths import resource

from .conftest import MakeClaim

Texts = dict[str, str]


@pytest.fixture
def texts() -> Texts:
    return {path.name: path.read_text(encoding="utf-8") for path in resource("rules").glob("*.toml")}


def test_the_packaged_tables_are_whole_and_every_entry_names_its_source() -> None:
    rules = packaged()
    sources = [law.source for law in rules.laws]
    sources += [rule.source for law in rules.laws for rule in law.cause]
    sources += [entry.source for law in rules.laws for entry in law.substitute]
    sources += [table.source for table in (*rules.tax.final, *rules.tax.article_17, *rules.tax.surcharge)]
    sources += [reason.source for reason in rules.reasons]
    sources += [term.source for term in rules.ladder.payment]
    sources += [entry.source for entry in (*rules.ladder.limits, *rules.ladder.step)]
    own = [entry.source for entry in (*rules.interview.question, *rules.interview.features)]
    sources += [source or rules.interview.source for source in own]
    sources += [rules.calendar.source]
    sources += [rules.regions.source, rules.banks.source]
    assert all(source.strip() for source in sources)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2015, 8, 31), None),
        (date(2015, 9, 1), "Permenaker 19/2015"),
        (date(2022, 4, 27), "Permenaker 19/2015"),
        (date(2022, 4, 28), "Permenaker 4/2022"),
        (date(9999, 12, 31), "Permenaker 4/2022"),
    ],
)
def test_each_day_has_its_law(day: date, name: str | None) -> None:
    law = packaged().law_on(day)
    assert (law and law.name) == name


# The columns of the table of causes: condition, months of waiting (2015, 2022), percent paid.
@pytest.mark.parametrize(
    ("cause", "condition", "months", "share"),
    [
        (Cause.PENSION_AGE, Condition.AGE, (0, 0), 100),
        (Cause.PENSION_BY_AGREEMENT, Condition.INACTIVE, (0, 0), 100),
        (Cause.RESIGNED, Condition.INACTIVE, (1, 1), 100),
        (Cause.LAID_OFF, Condition.INACTIVE, (1, 1), 100),
        (Cause.CONTRACT_ENDED, Condition.INACTIVE, (1, 0), 100),
        (Cause.OWN_ACCOUNT_STOPPED, Condition.INACTIVE, (0, 0), 100),
        (Cause.LEFT_INDONESIA_FOREIGNER, Condition.INACTIVE, (0, 0), 100),
        (Cause.LEFT_INDONESIA_CITIZEN, Condition.INACTIVE, (0, 0), 100),
        (Cause.DISABLED, Condition.NONE, (0, 0), 100),
        (Cause.DIED, Condition.NONE, (0, 0), 100),
        (Cause.PARTIAL_10, Condition.MEMBER_YEARS, (0, 0), 10),
        (Cause.PARTIAL_30, Condition.MEMBER_YEARS, (0, 0), 30),
    ],
)
def test_both_laws_say_what_each_cause_asks_for(
    cause: Cause, condition: Condition, months: tuple[int, int], share: int
) -> None:
    rules = [law.rule(cause) for law in packaged().laws]
    assert [(rule.condition, rule.share) for rule in rules] == [(condition, share)] * 2
    assert tuple(rule.waiting_months for rule in rules) == months


def test_the_branches_ask_for_no_less_than_the_law() -> None:
    for law in packaged().laws:
        for rule in law.cause:
            assert set(rule.minimum) <= set(rule.practice), (law.name, rule.code)


def test_a_lost_leaving_letter_has_substitutes_and_a_lost_identity_card_has_none() -> None:
    law = packaged().laws[-1]
    for cause in Cause:
        accepted = substitutes(DocumentKind.EMPLOYMENT_LETTER, cause, law)
        assert "slip_gaji" in accepted
        has_contract = cause in (
            Cause.CONTRACT_ENDED,
            Cause.LEFT_INDONESIA_CITIZEN,
            Cause.LEFT_INDONESIA_FOREIGNER,
        )
        assert ("kontrak_kerja" in accepted) is has_contract
        assert substitutes(DocumentKind.ID_CARD, cause, law) == ()


def test_every_verdict_but_approval_has_its_reasons() -> None:
    reasons = packaged().reasons
    codes = [reason.code for reason in reasons]
    assert codes == [*(f"R{n:02}" for n in range(1, 16)), *(f"P{n:02}" for n in range(1, 6))]
    assert not any(Verdict.APPROVE in reason.verdicts for reason in reasons)


def line_of(text: str, pattern: str, nth: int = 0) -> int:
    return [place for place, line in enumerate(text.splitlines(), 1) if re.search(pattern, line)][nth]


@pytest.mark.parametrize(
    ("file", "old", "new", "pattern", "nth", "sentence"),
    [
        ("law-2022.toml", 'code = "RESIGN"', 'code = "RESIN"', 'code = "RESIN"', 0, "Input should be 'USIA_PENSIUN'"),
        ("law-2022.toml", "share = 10\n", "share = -10\n", "share = -10", 0, "greater than or equal to 1"),
        ("law-2022.toml", "share = 10\n", "share = 10.5\n", "share = 10.5", 0, "valid integer"),
        (
            "law-2022.toml",
            '"surat_cacat"]\n',
            '"ijazah"]\n',
            "ijazah",
            0,
            "cause.8.minimum.2 is 'ijazah': Input should be",
        ),
        ("law-2022.toml", "pension_age = 56 ", "", "", 0, "pension_age: Field required."),
        ("law-2022.toml", "share = 10\n", "shares = 10\n", "shares = 10", 0, "Unexpected keyword"),
        ("law-2022.toml", "pension_age = 56", "pension_age = 56 years", "pension_age", 0, "not TOML"),
        ("law-2022.toml", 'code = "PKWT"', 'code = "PHK"', r"\[\[cause\]\]", 4, "a second time"),
        ("law-2022.toml", 'source = "Permenaker 4/2022 (summary)"', 'source = " "', 'source = " "', 0, "at least 1"),
        ("law-2022.toml", "from = 2022-04-28", "from = 2022-04-29", "from =", 0, "ends on 2022-04-27"),
        ("law-2022.toml", "from = 2022-04-28", "from = 2022-04-20", "from =", 0, "ends on 2022-04-27"),
        ("law-2022.toml", '["mertua"], ', "", "heirs =", 0, "in the order once"),
        ("law-2022.toml", '["mertua"]', '["besan"]', "heirs =", 0, "'janda_duda'"),
        ("law-2015.toml", "until = 2022-04-27", "until = 2014-04-27", "from =", 0, "before it begins"),
        (
            "tax.toml",
            "{ rate = 15, up_to = 250_000_000 }",
            "{ rate = 15, up_to = 25_000_000 }",
            "brackets",
            1,
            "not rise",
        ),
        ("tax.toml", "{ rate = 30 },", "{ rate = 30, up_to = 1_000_000_000 },", "brackets", 1, "without an end"),
        ("tax.toml", "{ rate = 35 }", "{ rate = 3 }", "brackets", 2, "rates"),
        ("tax.toml", "until = 2021-12-31\n", "", "from = 2022", 0, "still open"),
        (
            "tax.toml",
            "percent = 20\n",
            "percent = 20\nuntil = 2008-12-31\n",
            "from = 2009-01-01",
            0,
            "before it begins",
        ),
        ("reasons.toml", 'code = "R13"', 'code = "R01"', r"\[\[reason\]\]", 12, "R01 stands here a second time"),
        ("reasons.toml", '"refer"', '"return"', "", 0, "No reason serves refer"),
        ("ladder.toml", "stage = 1", "stage = 3", "stage = 3", 0, "less than or equal to 2"),
        ("ladder.toml", "stage = 1", "stage = 2", "", 0, "Nobody may approve at stage 1"),
        (
            "ladder.toml",
            'role = "officer"',
            'role = "finance"',
            'role = "finance"',
            0,
            "finance decides nothing at stage 1",
        ),
        (
            "ladder.toml",
            'role = "head"',
            'role = "officer"',
            'role = "officer"',
            1,
            "officer decides nothing at stage 2",
        ),
        ("ladder.toml", 'role = "head"', 'role = "head"\nup_to = 1', "", 0, "at stage 2 without a limit"),
        ("ladder.toml", "small_working_days = 1", "small_working_days = 6", "small_working", 0, "no later than"),
        ("ladder.toml", "second_sample = 0", "second_sample = 101", "second_sample", 0, "less than or equal to 100"),
        ("ladder.toml", "accepted = []", 'accepted = ["fee"]', "accepted =", 0, "'id_card'"),
        ("interview.toml", 'code = "agreed"', 'code = "clear"', r"\[\[question\]\]", 13, "clear stands here"),
        ("interview.toml", "asked = 3", "asked = 5", "asked = 5", 0, "There are 4 questions about ktp"),
        (
            "interview.toml",
            "[[features]]",
            '[[features]]\ndocument = "ktp"\nasked = 0\n[[features]]',
            r"\[\[features\]\]",
            1,
            "ktp stands here",
        ),
        (
            "interview.toml",
            "g {bank} ",
            "g {banks} ",
            "g {banks}",
            0,
            "{banks} is no placeholder; there are {petugas}, ",
        ),
        ("interview.toml", "g {bank} ", "g {bank ", "g {bank ", 0, "cannot be read"),
        ("interview.toml", 'code = "clear"', 'code = "Clear!"', "Clear!", 0, "should match pattern"),
        (
            "calendar.toml",
            "off = []\nwork = []",
            "off = [2025-12-26]\nwork = [2025-12-26]",
            "work =",
            0,
            "2025-12-26 is both",
        ),
    ],
)
def test_a_broken_table_is_refused_with_file_line_and_sentence(
    texts: Texts, file: str, old: str, new: str, pattern: str, nth: int, sentence: str
) -> None:
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new)
    with pytest.raises(TableError) as refused:
        load(texts)
    assert (refused.value.file, refused.value.line) == (file, line_of(texts[file], pattern, nth))
    assert sentence in refused.value.sentence
    assert str(refused.value) == f"{file}, line {refused.value.line}: {refused.value.sentence}"


@pytest.mark.parametrize(
    "file", ["tax.toml", "reasons.toml", "ladder.toml", "interview.toml", "calendar.toml", "banks.toml"]
)
def test_a_missing_table_is_refused(texts: Texts, file: str) -> None:
    del texts[file]
    with pytest.raises(TableError, match="missing"):
        load(texts)


def test_without_a_law_there_are_no_rules_and_a_law_without_a_cause_is_none(texts: Texts) -> None:
    for name in ("law-2015.toml", "law-2022.toml"):
        text = texts.pop(name)
    with pytest.raises(TableError, match="No table of the law"):
        load(texts)
    head, _, _ = text.partition('[[cause]]\ncode = "SEBAGIAN_30"')
    with pytest.raises(TableError, match="no rule for SEBAGIAN_30"):
        load({**texts, "law-2022.toml": head})


def test_without_a_term_of_payment_there_are_no_rules(texts: Texts) -> None:
    head, _, _ = texts["ladder.toml"].partition("[[payment]]")
    texts["ladder.toml"] = head.replace("[[limits]]", "payment = []\n[[limits]]")
    with pytest.raises(TableError, match="no table of payment"):
        load(texts)


def test_a_table_from_the_future_waits_for_its_day(texts: Texts) -> None:
    texts["law-2022.toml"] = texts["law-2022.toml"].replace(
        "from = 2022-04-28", "from = 2022-04-28\nuntil = 2029-12-31"
    )
    texts["law-2030.toml"] = (
        texts["law-2022.toml"]
        .replace("from = 2022-04-28\nuntil = 2029-12-31", "from = 2030-01-01")
        .replace('name = "Permenaker 4/2022"', 'name = "Permenaker 1/2030"')
        .replace("pension_age = 56 ", "pension_age = 58 ")
    )
    rules = load(texts)
    laws = [rules.law_on(date(2029, 12, 31)), rules.law_on(date(2030, 1, 1))]
    assert [law and (law.name, law.pension_age) for law in laws] == [
        ("Permenaker 4/2022", 56),
        ("Permenaker 1/2030", 58),
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    put_in_force(None)


def test_a_table_of_ones_own_stands_in_for_the_packaged_one(folder: Path) -> None:
    ladder = resource("rules") / "ladder.toml"
    (folder / "ladder.toml").write_text(ladder.read_text().replace("50_000_000", "20_000_000"))
    (folder / "notes.txt").write_text("not a table")
    assert put_in_force(folder) is in_force()
    assert (in_force().ladder.limits[0].second_from, in_force().laws) == (20_000_000, packaged().laws)
    put_in_force(None)
    assert in_force() is packaged()


def test_a_law_of_ones_own_is_judged_by(folder: Path, make_claim: MakeClaim) -> None:
    text = (resource("rules") / "law-2022.toml").read_text()
    (folder / "law-2022.toml").write_text(text.replace("from = 2022-04-28", "from = 2022-04-28\nuntil = 2029-12-31"))
    (folder / "law-2030.toml").write_text(text.replace("2022-04-28", "2030-01-01").replace("age = 56", "age = 60"))
    put_in_force(folder)
    claim = make_claim({Field.CAUSE: Cause.PENSION_AGE}, master={"birth_date": date(1972, 1, 1)})
    filed = [replace(claim, filed_at=datetime(*day, 5, tzinfo=UTC)) for day in ((2029, 12, 31), (2030, 1, 1))]
    findings = [judge(each, date(2030, 6, 1)).gravest.finding for each in filed]
    assert findings == [Finding.AGE, Finding.TOO_YOUNG]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("ladder.toml", "second_from = -1", "ladder.toml, line 1"),
        ("ladders.toml", "", "ladders.toml, line 1: No table has this name"),
        ("ladder.toml", "# Catatan\n# caf\udce9", "ladder.toml, line 2: This is not UTF-8"),
        ("ladder.toml", None, "cannot be read"),
    ],
)
def test_a_broken_table_of_ones_own_changes_nothing(folder: Path, name: str, text: str | None, sentence: str) -> None:
    if text is None:
        folder = folder / "missing"
    else:
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(TableError, match=sentence):
        put_in_force(folder)
    assert in_force() is packaged()
