"""The scripts of the booths: which steps a participant goes through for a cause, read from data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints
from pydantic import Field as Says

from cso_desk.claims.form import Cause, DocumentKind
from cso_desk.claims.toml_tables import TableError, line_of, read_table
from cso_desk.paths import resource

from .messages import Step

FILE = "scripts.toml"
PAPERS = "papers"
"""The code of the step that stands for one step a paper."""

_STRICT = ConfigDict(extra="forbid")
_Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,19}$")]
_Seconds = Annotated[float, Says(gt=0, le=3600)]


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step as the scripts know it; `seconds` is how long it usually takes, `alone` whether it needs no officer."""

    __pydantic_config__ = _STRICT

    code: _Code
    needs: Literal["consent", "form", "document", "signature", "interview", "receipt", "message"]
    chapter: Literal["consent", "form", "documents", "interview", "receipt"]
    seconds: _Seconds
    alone: bool = True


@dataclass(frozen=True, slots=True)
class ScriptRule:
    """The steps for some causes, or with none named for all others; `papers_first` come before the usual order."""

    __pydantic_config__ = _STRICT

    steps: tuple[_Code, ...]
    causes: tuple[Cause, ...] = ()
    papers_first: tuple[DocumentKind, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """The order in which papers are shown; each kind stands in one of the two lists once."""

    __pydantic_config__ = _STRICT

    order: tuple[DocumentKind, ...]
    not_shown: tuple[DocumentKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Scripts:
    """All scripts and what they are made of."""

    __pydantic_config__ = _STRICT

    source: Annotated[str, StringConstraints(min_length=1)]
    step: tuple[StepRule, ...]
    papers: PaperOrder
    script: tuple[ScriptRule, ...]

    def steps(self, cause: Cause | None, documents: Iterable[DocumentKind]) -> tuple[Step, ...]:
        """The steps for a cause (None: not known yet) and the papers it needs, each paper once and in a good order."""
        rule = next(rule for rule in self.script if not rule.causes or cause in rule.causes)
        papers = self._in_order(rule, frozenset(documents))
        found: list[Step] = []
        for code in rule.steps:
            found += [_paper_step(self.rule(code), paper) for paper in papers] if code == PAPERS else [self._step(code)]
        return tuple(found)

    def seconds(self, step: Step) -> float:
        """How long a step usually takes."""
        return self.rule(PAPERS if step.document is not None else step.code).seconds

    def rule(self, code: str) -> StepRule:
        """The step of a code; each one that a script names is there."""
        return next(rule for rule in self.step if rule.code == code)

    def _in_order(self, rule: ScriptRule, documents: frozenset[DocumentKind]) -> Sequence[DocumentKind]:
        order = (*rule.papers_first, *(kind for kind in self.papers.order if kind not in rule.papers_first))
        return [kind for kind in order if kind in documents and kind not in self.papers.not_shown]

    def _step(self, code: str) -> Step:
        rule = self.rule(code)
        return Step(code=rule.code, needs=rule.needs, chapter=rule.chapter, alone=rule.alone)


def _paper_step(rule: StepRule, paper: DocumentKind) -> Step:
    return Step(code=f"show_{paper}", needs=rule.needs, chapter=rule.chapter, document=str(paper), alone=rule.alone)


@lru_cache(maxsize=1)
def packaged() -> Scripts:
    """Read the scripts that come with the program. Raises TableError."""
    return read(resource("steps"))


def read(folder: Path) -> Scripts:
    """Read the scripts of a folder. Raises TableError with the file and the line of the first fault."""
    try:
        return load({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))})
    except OSError as fault:
        raise TableError(str(folder), 1, f"The scripts cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError as fault:
        raise TableError(str(folder), 1, f"A script is not UTF-8: {fault.reason}.") from None


def load(texts: Mapping[str, str]) -> Scripts:
    """Make the scripts from the texts of their files, by file name. Raises TableError at the first fault."""
    unknown = next((name for name in texts if name != FILE), None)
    if unknown is not None:
        raise TableError(unknown, 1, f"No table has this name; there is {FILE}.")
    scripts = read_table(Scripts, FILE, texts)
    text = texts[FILE]
    _require_steps(scripts, text)
    _require_papers(scripts, text)
    _require_scripts(scripts, text)
    return scripts


def _require_steps(scripts: Scripts, text: str) -> None:
    seen: set[str] = set()
    for place, rule in enumerate(scripts.step):
        if rule.code in seen:
            raise TableError(FILE, line_of(text, ("step", place, "code")), f"{rule.code} stands here a second time.")
        seen.add(rule.code)
        if (rule.code == PAPERS) is not (rule.needs == "document"):
            sentence = f"The step called {PAPERS}, and no other, needs a document."
            raise TableError(FILE, line_of(text, ("step", place, "needs")), sentence)


def _require_papers(scripts: Scripts, text: str) -> None:
    named = [*scripts.papers.order, *scripts.papers.not_shown]
    twice = next((kind for kind in named if named.count(kind) > 1), None)
    if twice is not None:
        raise TableError(FILE, line_of(text, ("papers", "order")), f"{twice} stands in the order of papers twice.")
    lacking = sorted(set(DocumentKind) - set(named))
    if lacking:
        raise TableError(FILE, line_of(text, ("papers", "order")), f"No place in the order for {', '.join(lacking)}.")


def _require_scripts(scripts: Scripts, text: str) -> None:
    if not scripts.script or scripts.script[-1].causes or any(not rule.causes for rule in scripts.script[:-1]):
        raise TableError(FILE, line_of(text, ("script",)), "The last script, and it alone, is for all other causes.")
    known = {rule.code: rule for rule in scripts.step}
    for place, script in enumerate(scripts.script):
        line = line_of(text, ("script", place, "steps"))
        unknown = next((code for code in script.steps if code not in known), None)
        if unknown is not None:
            raise TableError(FILE, line, f"There is no step called {unknown}.")
        if len(set(script.steps)) != len(script.steps):
            raise TableError(FILE, line, "A step stands in this script twice.")
        if not script.steps or known[script.steps[0]].needs != "consent":
            raise TableError(FILE, line, "A script begins with the consent.")
