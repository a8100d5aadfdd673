import json
import re
from dataclasses import replace
from pathlib import Path

from cso_desk.booth.page import booth_page
from cso_desk.booth.page_files import LIST, list_of
from cso_desk.paths import resource

_NAMED = re.compile(r'"(/[\w/.-]+\.(?:js|css|svg|ttf))"|from "\./([\w/]+\.js)"|url\("(/[\w/.-]+)"\)')


def test_whatever_the_page_names_is_served_beside_it() -> None:
    page = booth_page()
    named = set()
    for path, file in page.items():
        if file.kind.startswith(("text/html", "text/css", "text/javascript")):
            folder = path.rpartition("/")[0]
            for address, module, inside in _NAMED.findall(file.content.decode()):
                named.add(address or inside or f"{folder}/{module}")
    assert len(named) > 15
    assert named - page.keys() == set()
    assert not any(path.endswith((".md", ".toml")) for path in page)


def test_a_recorded_sentence_is_found_without_its_ending_and_a_branch_may_bring_its_own(tmp_path: Path) -> None:
    packaged = resource("prompts")
    (tmp_path / "id").mkdir()
    (tmp_path / "id" / "welcome.wav").write_bytes(b"RIFF of the branch")
    page = booth_page((tmp_path, packaged))
    assert page["/prompts/id/welcome"].content == b"RIFF of the branch"
    assert page["/prompts/id/welcome"].kind == "audio/wav"
    assert page["/prompts/jv/welcome"].content == (packaged / "jv" / "welcome.opus").read_bytes()
    assert "/prompts/texts" not in page


def test_the_list_names_every_file_and_is_another_one_with_any_change_of_any_file() -> None:
    page = booth_page((resource("prompts"),))
    files = {path: file for path, file in page.items() if path != LIST}
    assert json.loads(page[LIST].content) == {path: file.tag for path, file in files.items()}
    assert list_of(files).tag == page[LIST].tag
    changed = {**files, "/prompts/id/welcome": replace(files["/prompts/id/welcome"], tag='"another"')}
    fewer = {path: file for path, file in files.items() if path != "/sizes.css"}
    assert len({page[LIST].tag, list_of(changed).tag, list_of(fewer).tag}) == 3
