"""The settings file: what it may say, and the sentence for everything it may not."""

from pathlib import Path

import pytest

from cso_desk.config import MAX_BOOTHS, BadConfig, Booth, read_config
from cso_desk.video.limits import Limits

DESK = {"language": '"id"'}
CENTRE = {"url": '"https://centre.example"'}
BOOTHS = ('"synthetic:"', '"rtsp://booth-2.example/live"')


def text_of(desk: dict[str, str] | None = None, centre: dict[str, str] | None = None, booths: object = BOOTHS) -> str:
    lines = ["[desk]", *(f"{key} = {value}" for key, value in (DESK | (desk or {})).items() if value)]
    lines += ["[centre]", *(f"{key} = {value}" for key, value in (CENTRE | (centre or {})).items() if value)]
    assert isinstance(booths, tuple)
    for source in booths:
        lines += ["[[booth]]", f"source = {source}"]
    return "\n".join(lines) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.toml"


def refused(path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadConfig) as caught:
        read_config(path, {})
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_whole_file_is_read_with_the_booths_in_the_order_of_the_rooms(path: Path) -> None:
    extra = {"rules": '"our rules"', "cool_down_s": "0", "lock_minutes": "2.5", "language": '"en"', "night": "true"}
    path.write_text(text_of(extra))
    config = read_config(path, {})
    assert config.centre_url == "https://centre.example"
    assert config.booths == (Booth(1, "synthetic:"), Booth(2, "rtsp://booth-2.example/live"))
    assert (config.rules, config.cool_down_s, config.lock_minutes) == (path.parent / "our rules", 0.0, 2.5)
    assert (config.language, config.night) == ("en", True)


def test_a_booth_may_be_a_browser_with_a_camera_for_documents_beside_it(path: Path) -> None:
    path.write_text('[[booth]]\nsource = "browser"\ndocument = "rtsp://10.0.0.31/main"\n[[booth]]\nsource = "usb:0"\n')
    first, second = read_config(path, {}).booths
    assert first == Booth(1, "browser", "rtsp://10.0.0.31/main")
    assert (first.talks, second.talks, second.document) == (True, False, "")


@pytest.mark.parametrize("document", ['"browser"', '""', "7"])
def test_a_camera_for_documents_is_an_address(path: Path, document: str) -> None:
    assert "'document' of booth 1" in refused(path, f'[[booth]]\nsource = "browser"\ndocument = {document}\n')


def test_what_is_left_out_has_a_value_that_does_for_most_branches(path: Path) -> None:
    path.write_text('[[booth]]\nsource = "usb:0"\n')
    config = read_config(path, {})
    assert (config.rules, config.cool_down_s, config.lock_minutes) == (None, 8.0, 10.0)
    assert (config.language, config.night, config.centre_url) == ("id", False, "")
    assert config.left_after_s == 20.0


def test_limits_of_pictures_of_papers_are_read_and_the_others_stay(path: Path) -> None:
    path.write_text(text_of() + "[documents]\nsharpness = 200\nglare = 0.1\n")
    assert read_config(path, {}).documents == Limits(sharpness=200, glare=0.1)
    assert "'glare'" in refused(path, text_of() + "[documents]\nglare = 3\n")
    assert "'sharp'" in refused(path, text_of() + "[documents]\nsharp = 3\n")


def test_the_environment_comes_before_the_file(path: Path) -> None:
    path.write_text(text_of())
    url = "http://127.0.0.1:8414"
    assert read_config(path, {"CSO_DESK_CENTRE_URL": url}).centre_url == url


@pytest.mark.parametrize(
    ("section", "name", "where"),
    [
        ("desk", "officer", "signs in"),
        ("desk", "officer_number", "signs in"),
        ("desk", "name", "enrolled"),
        ("desk", "branch", "enrolled"),
        ("desk", "branch_name", "enrolled"),
        ("centre", "token", "enrolled"),
    ],
)
def test_a_setting_that_has_moved_is_told_where_to(path: Path, section: str, name: str, where: str) -> None:
    old = {name: '"a secret or a name"'}
    sentence = refused(path, text_of(old if section == "desk" else None, old if section == "centre" else None))
    assert repr(name) in sentence
    assert where in sentence
    assert "take the line out" in sentence
    assert "a secret" not in sentence


def test_a_file_that_is_not_there_is_named_with_the_page_that_shows_one(path: Path) -> None:
    with pytest.raises(BadConfig, match=r"docs/settings\.md") as caught:
        read_config(path, {})
    assert str(path) in str(caught.value)


def test_a_folder_in_the_place_of_the_file_is_told_of(path: Path) -> None:
    path.mkdir()
    with pytest.raises(BadConfig) as caught:
        read_config(path, {})
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("text", [b"[desk", b"officer = ", b"\xff\xfe\x00", b"a = 1\na = 2"])
def test_a_file_that_is_not_toml_is_told_of(path: Path, text: bytes) -> None:
    assert "TOML" in refused(path, text)


@pytest.mark.parametrize("section", ["desk", "centre"])
@pytest.mark.parametrize("instead", ["{0} = 1\n", "[[{0}]]\na = 1\n"])
def test_a_section_that_is_written_in_another_way_is_named(path: Path, section: str, instead: str) -> None:
    text = text_of().replace(f"[{section}]\n", "[other]\n").replace('[other]\nlanguage = "id"\n', "")
    text = text.replace('[other]\nurl = "https://centre.example"\n', "")
    assert f"[{section}]" in refused(path, instead.format(section) + text)


@pytest.mark.parametrize("value", ['""', '" "', "7", "true", "['a']"])
def test_an_address_that_is_empty_or_no_text_is_named(path: Path, value: str) -> None:
    assert "'url'" in refused(path, text_of(centre={"url": value}))


@pytest.mark.parametrize("name", ["cool_down_s", "left_after_s", "lock_minutes"])
@pytest.mark.parametrize("value", ["-1", "-0.5", '"8"', "true", "inf", "nan"])
def test_a_time_that_is_negative_or_no_number_is_named(path: Path, name: str, value: str) -> None:
    sentence = refused(path, text_of({name: value}))
    assert repr(name) in sentence
    assert "at least 0" in sentence


def test_a_cool_down_may_have_a_fraction(path: Path) -> None:
    path.write_text(text_of({"cool_down_s": "2.5"}))
    assert read_config(path, {}).cool_down_s == 2.5


@pytest.mark.parametrize("value", ['"jv"', "1", '""', "['id']", "{a = 1}"])
def test_a_language_that_is_not_known_is_told_with_those_that_are(path: Path, value: str) -> None:
    assert "id, en" in refused(path, text_of({"language": value}))


@pytest.mark.parametrize("value", ['"yes"', "1", "[]"])
def test_a_switch_that_is_neither_true_nor_false_is_named(path: Path, value: str) -> None:
    assert "'night'" in refused(path, text_of({"night": value}))


@pytest.mark.parametrize("count", [0, MAX_BOOTHS + 1])
def test_a_desk_has_one_to_eight_booths(path: Path, count: int) -> None:
    assert f"one to {MAX_BOOTHS}" in refused(path, text_of(booths=('"synthetic:"',) * count))


@pytest.mark.parametrize("count", [1, MAX_BOOTHS])
def test_one_booth_and_eight_are_taken(path: Path, count: int) -> None:
    path.write_text(text_of(booths=('"synthetic:"',) * count))
    assert [booth.number for booth in read_config(path, {}).booths] == list(range(1, count + 1))


@pytest.mark.parametrize("source", ['""', "0", '" "'])
def test_a_booth_without_a_source_is_told_of(path: Path, source: str) -> None:
    sentence = refused(path, text_of(booths=('"synthetic:"', source)))
    assert "'source'" in sentence
    assert "booth 2" in sentence


@pytest.mark.parametrize("rows", ["booth = 1", "booth = ['a']", "[booth]\nsource = 'a'", "booth = 'a'"])
def test_booths_written_in_another_way_are_told_how_to_be_written(path: Path, rows: str) -> None:
    where = text_of(booths=())
    text = where + rows if rows.startswith("[booth]") else rows + "\n" + where
    assert "[[booth]]" in refused(path, text)


@pytest.mark.parametrize(
    ("text", "named", "known"),
    [
        (text_of({"nigth": "true"}), "'nigth'", "language, night"),
        (text_of(centre={"ulr": "'a'"}), "'ulr'", "url"),
        (text_of(booths=("'synthetic:'", "'synthetic:'\nname = 'B'")), "booth 2 has 'name'", "source"),
        (text_of() + "[centr]\nurl = 'a'\n", "'centr'", "[desk], [centre], [talk], [documents], [[booth]]"),
        ("night = true\n" + text_of(), "'night'", "[desk], [centre], [talk], [documents], [[booth]]"),
    ],
)
def test_a_setting_that_is_not_known_is_named_with_those_that_are(
    path: Path, text: str, named: str, known: str
) -> None:
    sentence = refused(path, text)
    assert named in sentence
    assert known in sentence


BAD_URLS = (
    *("centre.example", "ftp://centre.example", "http://", "https:///v1", "http://:8414", "http://[::1", "http://c d"),
    *("http://c.example:0", "http://c.example:65536", "http://c.example:http"),
)


@pytest.mark.parametrize("url", BAD_URLS)
def test_an_address_where_no_centre_can_be_is_told_with_an_example(path: Path, url: str) -> None:
    sentence = refused(path, text_of(centre={"url": repr(url)}))
    assert "'url'" in sentence
    assert "https://centre.example:8414" in sentence
    path.write_text(text_of())
    with pytest.raises(BadConfig, match="CSO_DESK_CENTRE_URL must be http"):
        read_config(path, {"CSO_DESK_CENTRE_URL": url})


@pytest.mark.parametrize("url", ["http://127.0.0.1:8414", "https://[::1]:8414", "HTTPS://centre.example/claims/"])
def test_an_address_of_a_centre_is_taken(path: Path, url: str) -> None:
    path.write_text(text_of(centre={"url": repr(url)}))
    assert read_config(path, {}).centre_url == url


def test_an_address_of_another_machine_is_https(path: Path) -> None:
    sentence = refused(path, text_of(centre={"url": "'http://centre.example:8414'"}))
    assert "'url'" in sentence
    assert "https://" in sentence


@pytest.mark.parametrize(("name", "most"), [("cool_down_s", 3600), ("left_after_s", 3600), ("lock_minutes", 480)])
def test_a_number_has_a_most_and_it_is_told(path: Path, name: str, most: int) -> None:
    path.write_text(text_of({name: str(most)}))
    assert getattr(read_config(path, {}), name) == most
    sentence = refused(path, text_of({name: str(most + 1)}))
    assert repr(name) in sentence
    assert f"at most {most}" in sentence


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, "a = " + "[" * 5000])
def test_a_file_that_the_reader_chokes_on_is_told_of(path: Path, text: str) -> None:
    assert "TOML" in refused(path, text)


@pytest.mark.parametrize("character", ["\\u0000", "\\n", "\\u001b", "\\u0085"])
def test_a_source_with_a_control_character_is_refused_with_its_booth(path: Path, character: str) -> None:
    sentence = refused(path, text_of(booths=('"synthetic:"', f'"rtsp://10.0.0.2/{character}main"')))
    assert "booth 2" in sentence
    assert "control character" in sentence
