"""The documents of the claim in focus: the strip of them, and below it the comparison, or the checks and findings."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cso_desk.claims.checks import Assessment, documents_of
from cso_desk.claims.evidence import Evidence, evidence_of
from cso_desk.claims.form import DocumentKind, Field, acceptance_key, evidence_key
from cso_desk.claims.laws import law_of
from cso_desk.claims.model import Claim
from cso_desk.desk.filed import Filed
from cso_desk.desk.model import Correction
from cso_desk.desk.stills import Still
from cso_desk.documents.compare import Row
from cso_desk.documents.reading import Reading, Unread
from cso_desk.video.camera import Camera

from . import papers_words, theme
from .checks_panel import ChecksPanel
from .claim_paper import ClaimPaper, Open, papers
from .compare_panel import MASKED, ComparePanel, Comparison
from .document_strip import DocumentStrip
from .documents_panel import DocumentsPanel
from .drafts import Bound
from .held_key import HeldKey
from .keys import Action, key_of
from .known_papers import KnownPapers
from .language import translate
from .pane_tabs import PaneTabs
from .paper_offers import Offers, corners_of, offers, proof_of
from .still_view import Mark

_GAP = (8, 6)
_TABS = (30, 26)


class PapersPane(QWidget):
    """Shows one claim's documents; remembers for each claim which was open. It reads nothing from a disk itself."""

    edited = Signal(object, str, str)
    """Bound, form key, text."""
    proposed = Signal(object, object)
    """Claim id, Correction."""
    revealed = Signal(object, object, str)
    """Claim id, the form keys whose numbers were opened, the document."""
    opened = Signal()
    """Another document is open than before."""
    arranged = Signal()
    """Other parts can be walked through than before."""

    def __init__(self, checks: ChecksPanel, documents: DocumentsPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self.checks, self.documents = checks, documents
        for panel in (checks, documents):
            panel.setParent(self)
        self.strip = DocumentStrip(self)
        self.tabs = PaneTabs(self)
        self.compare = ComparePanel(self)
        self._now = _now
        self._open: Open | None = None
        self._comparing = False
        self._opened_kind: DocumentKind | None = None
        self._tabs: dict[UUID, bool] = {}
        self._kinds: dict[UUID, DocumentKind] = {}
        self.known = KnownPapers(self)
        self._pinned: tuple[str, Evidence] | None = None
        self._revealing = HeldKey(key_of(Action.REVEAL), self)
        self._revealing.let_go.connect(self._hide_digits)
        self.strip.chosen.connect(self.open_document)
        self.tabs.chosen.connect(self.show_comparing)
        self.compare.pressed.connect(self.run)
        self.compare.reasoned.connect(self._reasoned)
        self.compare.row_chosen.connect(self._row_chosen)
        self.compare.reveal.pressed.connect(self._reveal)
        self.compare.reveal.released.connect(self._hide_digits)
        self.retranslate()

    @property
    def comparing(self) -> bool:
        """True while the comparison is shown, False while checks and findings are."""
        return self._comparing

    @property
    def open_kind(self) -> DocumentKind | None:
        """Which document is open, None where there is none."""
        paper = self._paper()
        return None if paper is None else paper.kind

    @property
    def fields(self) -> list[QWidget]:
        """What the comparison can be walked through."""
        return [self.compare.table]

    def show_claim(
        self, bound: Bound, claim: Claim, assessment: Assessment, files: tuple[Filed, ...], *, on: date, locked: bool
    ) -> None:
        """Show the documents of a claim."""
        law = law_of(claim, on)
        shown = papers(claim, files, documents_of(claim, law) if law is not None else ())
        before = self._open
        self._open = Open(bound, claim, assessment, files, shown, locked)
        if before is None or before.claim.id != claim.id:
            self._pinned = None
            self._hide_digits()
            self.compare.stop_asking()
            paper = self._paper()
            self._turn(comparing=self._tabs.get(claim.id, paper is not None and paper.shown is not None))
        self._show()

    @Slot(object)
    def show_picture(self, still: Still) -> None:
        """Take a picture that was drawn, or why there is none."""
        self.known.take_picture(still)
        self._show()

    @Slot(str, object)
    def show_reading(self, sha256: str, reading: Reading | Unread) -> None:
        """Take what was read of a picture."""
        self.known.take_reading(sha256, reading)
        self._show()

    def show_camera(self, camera: Camera | None) -> None:
        """Show the live face before this camera, beside the portrait."""
        self.compare.faces.show_camera(camera)

    @Slot(str, object)
    def show_proof(self, key: str, proof: Evidence) -> None:
        """Show the very picture and the place that prove a field, though a newer picture may have come since."""
        self.open_document(proof.document)
        self.compare.table.choose(key)
        self._pinned = (key, proof)
        self._show()

    @Slot(object)
    def open_document(self, kind: DocumentKind) -> None:
        """Open one document of the claim."""
        if self._open is None:
            return
        self._pinned = None
        self._kinds[self._open.claim.id] = kind
        paper = self._paper()
        if paper is not None:
            self.known.try_again(paper.shown)
        self.compare.stop_asking()
        self.show_comparing(True)
        self._show()

    @Slot(bool)
    def show_comparing(self, comparing: bool) -> None:
        """Show the comparison, or else the checks and the findings; the claim is found so again."""
        if self._open is not None:
            self._tabs[self._open.claim.id] = comparing
        self._turn(comparing=comparing)

    def can_bring(self, widget: QWidget) -> bool:
        """True where a widget is to be seen, or can be brought into sight here."""
        return widget.isVisible() or (self.isVisible() and self._tab_of(widget) is not None)

    def bring(self, widget: QWidget) -> None:
        """Bring a widget into sight, if it is one of what is shown here."""
        tab = self._tab_of(widget)
        if tab is not None:
            self.show_comparing(tab)

    def _tab_of(self, widget: QWidget) -> bool | None:
        if widget in self.fields:
            return True
        return False if widget in (*self.checks.fields, *self.documents.fields) else None

    def _turn(self, *, comparing: bool) -> None:
        if comparing != self._comparing:
            self._comparing = comparing
            self.arranged.emit()
        self.tabs.choose(comparing)
        self._place()

    def run(self, action: Action) -> bool:
        """Do what a key asks for; True when it did something here."""
        if self._open is None:
            return False
        if action is Action.BACK:
            asking = self.compare.is_asking
            self.compare.stop_asking()
            return asking
        if action is Action.DOCUMENT:
            self._walk(self._open.papers)
        elif action is Action.COMPARE:
            with_picture = [one for one in self._open.papers if one.shown is not None]
            if self._comparing:
                self._walk(with_picture)
            self.show_comparing(True)
            self._show()
        elif action is Action.ZOOM and self._comparing:
            self.compare.look_closer()
        elif action is Action.REVEAL:
            self._reveal()
        elif action in self._offers().actions:
            self._act(action)
        else:
            return False
        return True

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.tabs.name(translate("Papers", "Compare"), translate("Papers", "Checks and documents"))
        self.compare.retranslate()
        self.strip.update()
        self._show()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self.compare.restyle()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the parts their places."""
        self._place()

    def _place(self) -> None:
        dense = theme.current().density is not theme.ROOMY
        gap, wide = _GAP[dense], self.width()
        top = 0
        self.strip.setVisible(not dense or self._comparing)
        if not self.strip.isHidden():
            tall = self.strip.sizeHint().height()
            self.strip.setGeometry(0, 0, wide, tall)
            top = tall + gap
        tabs = _TABS[dense]
        self.tabs.setGeometry(0, top, wide, tabs)
        rest = QRect(0, top + tabs, wide, max(self.height() - top - tabs, 0))
        self.compare.setGeometry(rest)
        half = (wide - gap) // 2
        self.checks.setGeometry(0, rest.y(), half, rest.height())
        self.documents.setGeometry(half + gap, rest.y(), wide - half - gap, rest.height())
        self.compare.setVisible(self._comparing)
        for panel in (self.checks, self.documents):
            panel.setVisible(not self._comparing)

    # what is shown

    def _paper(self) -> ClaimPaper | None:
        """The document that is open: the one that was chosen, or the identity card, or the first with a picture."""
        if self._open is None or not self._open.papers:
            return None
        chosen = self._kinds.get(self._open.claim.id)
        known = next((one for one in self._open.papers if one.kind is chosen), None)
        with_picture = [one for one in self._open.papers if one.shown is not None]
        card = next((one for one in with_picture if one.kind is DocumentKind.ID_CARD), None)
        return known or card or (with_picture or self._open.papers)[0]

    def _show(self) -> None:
        if self._open is None:
            return
        paper = self._paper()
        for one in self._open.papers:
            for file in (one.picture, one.copy):
                self.known.want(one.kind, file, booth=self._open.bound.booth)
        if paper is not None and paper.kind is not self._opened_kind:
            self._opened_kind = paper.kind
            self.opened.emit()
        strip = papers_words.strip(self._open.papers, None if paper is None else paper.kind, self.known.reading)
        self.strip.show_strip(strip, self.known.drawn)
        self._show_compare()

    @Slot()
    def _row_chosen(self) -> None:
        """Show the chosen row in the newest picture again."""
        self._pinned = None
        self._show_compare()

    @Slot()
    def _show_compare(self) -> None:
        paper = self._paper()
        if self._open is None or paper is None:
            return
        rows = self.known.rows(paper, self._open.claim)
        form = self._open.claim.form
        file, proof, possible = paper.shown, None, self._offers()
        if self._pinned is not None:
            key, pinned = self._pinned
            file = next((one for one in self._open.files if one.sha256 == pinned.sha256), file)
            proof = Mark(key, corners_of(pinned.box), agrees=True, chosen=True)
            self.known.want(paper.kind, file, booth=self._open.bound.booth)
        self.compare.show_comparison(
            Comparison(
                paper=paper,
                rows=rows,
                still=None if file is None else self.known.drawn.get(file.sha256),
                words=papers_words.no_picture(paper, self.known.cause(file)),
                remark=papers_words.origin(file),
                told=papers_words.told(
                    paper, self.known.reading(paper.shown), self.compare.table.row, self._open.claim
                ),
                revealed=self._revealing.is_held,
                proven=frozenset(field for field in Field if evidence_of(form, field) is not None),
                offers=possible.actions,
                sure=len(possible.confirmable),
                proof=proof,
                sign=papers_words.sign(self.known.reading(file)),
            )
        )

    # what is done

    def _walk(self, among: Sequence[ClaimPaper]) -> None:
        """Open the next document; from the checks first the one that was open."""
        paper = self._paper()
        if paper is None or not among:
            return
        kinds = [one.kind for one in among]
        at = kinds.index(paper.kind) if paper.kind in kinds else -1
        step = 1 if self._comparing else 0
        self.open_document(kinds[(at + step) % len(kinds)])

    def _offers(self) -> Offers:
        """What may be done about the chosen row."""
        paper = self._paper()
        if self._open is None or paper is None or not self._comparing or self._open.locked:
            return Offers()
        rows = self.known.rows(paper, self._open.claim)
        return offers(self._open.claim, self._open.assessment, paper, rows, self._chosen(rows))

    def _chosen(self, rows: Sequence[Row]) -> Row | None:
        """The chosen row as it is now."""
        chosen = self.compare.table.row
        return next((row for row in rows if chosen is not None and row.key == chosen.key), None)

    def _act(self, action: Action) -> None:
        paper = self._paper()
        assert self._open is not None
        assert paper is not None
        row = self._chosen(self.known.rows(paper, self._open.claim))
        if action is Action.CONFIRM:
            for one in self._offers().confirmable:
                self._prove(one, paper, self._open.claim.form.text(one.key))
        elif row is not None and action is Action.CORRECT and row.fix is not None:
            self.edited.emit(self._open.bound, row.key, row.fix)
            self._prove(row, paper, row.fix)
        elif row is not None and action is Action.PROPOSE:
            self.compare.ask(action, papers_words.why_propose(row), translate("Papers", "Propose"))
        elif action is Action.ACCEPT:
            question = translate("Papers", "Why may this difference be accepted?")
            self.compare.ask(action, question, translate("Papers", "Accept"))

    def _prove(self, row: Row, paper: ClaimPaper, text: str) -> None:
        """Write beside the text what proves it."""
        assert self._open is not None
        if row.read is not None and paper.shown is not None:
            proof = proof_of(row, paper, paper.shown, text, self._now())
            self.edited.emit(self._open.bound, evidence_key(Field(row.key)), proof)

    @Slot(object, str)
    def _reasoned(self, action: Action, reason: str) -> None:
        paper, possible = self._paper(), self._offers()
        if self._open is None or paper is None or action not in possible.actions:
            return
        row = self._chosen(self.known.rows(paper, self._open.claim))
        if action is Action.ACCEPT and possible.slot is not None:
            self.edited.emit(self._open.bound, acceptance_key(possible.slot), reason)
        elif row is not None and row.proposal is not None and paper.shown is not None:
            old, new = row.proposal
            self.proposed.emit(self._open.claim.id, Correction(row.key, old, new, paper.shown.sha256, reason))

    @Slot()
    def _reveal(self) -> None:
        """Open the masked numbers for as long as the key is held, and say so once."""
        paper = self._paper()
        if self._open is None or paper is None or not self._comparing or self._revealing.is_held:
            return
        rows = self.known.rows(paper, self._open.claim)
        masked = [row.key for row in rows if row.key in MASKED and (row.form.text or row.document.text)]
        if not masked:
            return
        self._revealing.hold()
        self.revealed.emit(self._open.claim.id, masked, str(paper.kind))
        self._show_compare()

    @Slot()
    def _hide_digits(self) -> None:
        self._revealing.release()
        self._show_compare()


def _now() -> datetime:
    return datetime.now().astimezone()
