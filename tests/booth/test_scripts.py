import re
from datetime import date

import pytest

from cso_desk.booth.scripts import FILE, load, packaged, read
from cso_desk.claims.documents import required_documents
from cso_desk.claims.form import Cause, DocumentKind
from cso_desk.claims.table_files import in_force
from cso_desk.claims.toml_tables import TableError
from cso_desk.paths import resource


@pytest.fixture
def text() -> str:
    return (resource("steps") / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_leads_from_consent_over_each_of_its_papers_to_the_receipt(cause: Cause) -> None:
    law = in_force().law_on(date(2026, 1, 5))
    assert law is not None
    papers = required_documents(cause, law, balance=60_000_000)
    steps = packaged().steps(cause, papers)
    codes = [step.code for step in steps]
    assert codes[:2] == ["consent", "form"]
    assert codes[-3:] == ["signature", "interview", "receipt"]
    assert sorted(step.document or "" for step in steps[2:-3]) == sorted(papers)
    assert [step.code for step in steps if not step.alone] == ["interview"]
    assert len(set(codes)) == len(codes)


def test_the_identity_card_is_shown_first_and_an_heir_proves_the_right_before_the_rest() -> None:
    papers = [DocumentKind.BANK_BOOK, DocumentKind.HEIR_LETTER, DocumentKind.MEMBERSHIP_CARD, DocumentKind.ID_CARD]
    shown = [step.document for step in packaged().steps(Cause.DIED, papers) if step.document]
    assert shown == ["ktp", "surat_ahli_waris", "kartu_peserta", "buku_tabungan"]
    shown = [step.document for step in packaged().steps(None, papers) if step.document]
    assert shown == ["ktp", "kartu_peserta", "surat_ahli_waris", "buku_tabungan"]


def test_a_portrait_is_not_held_to_the_camera_and_a_paper_named_twice_is_shown_once() -> None:
    steps = packaged().steps(Cause.RESIGNED, [DocumentKind.PORTRAIT, DocumentKind.ID_CARD, DocumentKind.ID_CARD])
    assert [step.document for step in steps if step.document] == ["ktp"]


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("seconds = 75", "seconds = -1", "seconds = -1", "step.1.seconds is '-1': Input should be greater than 0"),
        ('"ktp",\n    "paspor"', '"paspor"', "order = ", "No place in the order for ktp."),
        (
            '"ktp",\n    "paspor"',
            '"ktp",\n    "ktp",\n    "paspor"',
            "order = ",
            "ktp stands in the order of papers twice.",
        ),
        ('causes = ["MENINGGAL"]\n', "", "[[script]]", "The last script, and it alone, is for all other causes."),
        ('causes = ["MENINGGAL"]', 'causes = ["PENSIUN"]', "causes = ", "script.0.causes.0"),
        ('steps = ["consent", "form"', 'steps = ["form", "consent"', "steps = ", "A script begins with the consent."),
        ('steps = ["consent", "form"', 'steps = ["consent", "song"', "steps = ", "There is no step called song."),
        ('"interview", "receipt"]', '"interview", "form"]', "steps = ", "A step stands in this script twice."),
        ('code = "signature"', 'code = "form"', 'code = "form"', "form stands here a second time."),
        ('needs = "receipt"', 'needs = "document"', 'needs = "document"', "The step called papers, and no other"),
        ("[papers]", "[papers", "[papers", "This is not TOML"),
    ],
)
def test_a_broken_script_is_refused_with_file_line_and_sentence(
    text: str, old: str, new: str, line: str, sentence: str
) -> None:
    assert old in text
    broken = text.replace(old, new)
    with pytest.raises(TableError) as refused:
        load({FILE: broken})
    assert refused.value.file == FILE
    assert line in broken.splitlines()[refused.value.line - 1]
    assert sentence in refused.value.sentence


def test_a_missing_script_and_a_file_of_another_name_are_refused(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(TableError, match="missing"):
        read(tmp_path_factory.mktemp("empty"))
    with pytest.raises(TableError, match=re.escape("song.toml, line 1: No table has this name")):
        load({FILE: text, "song.toml": ""})
