"""Everything a booth's browser may ask for: the page, its letters and signs, and the recorded sentences."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cso_desk.paths import resource

from .page_files import LIST, PageFile, list_of, page_files

_BESIDE = ("fonts", "icons")


def booth_page(prompts: Sequence[Path] = ()) -> Mapping[str, PageFile]:
    """The files by their path on the server.

    `prompts` are folders of `<language>/<name>` with any ending that browsers play; the first that has a sentence wins,
    and it is found without its ending, as /prompts/<language>/<name>. Raises OSError.
    """
    files = dict(page_files(resource("booth_page")))
    for name in _BESIDE:
        files |= {f"/{name}{path}": file for path, file in page_files(resource(name)).items()}
    for folder in reversed(prompts):
        files |= {f"/prompts{_bare(path)}": file for path, file in _sounds(folder).items()}
    return {**files, LIST: list_of(files)}


def _sounds(folder: Path) -> Mapping[str, PageFile]:
    return {path: file for path, file in page_files(folder).items() if file.kind.startswith("audio/")}


def _bare(path: str) -> str:
    return path.rpartition(".")[0]
