"""How the officer walks among the fields of a booth by keys: from pane to pane, out of a field, and back into it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from .claim_form import ClaimForm
from .decision_bar import DecisionBar
from .drafts import Bound
from .field_box import Control
from .interview_panel import InterviewPanel
from .papers_pane import PapersPane
from .places import Places


class FieldWalk:
    """Moves the focus in a view and its parts; None stands for a booth without a claim."""

    def __init__(
        self, view: QWidget, interview: InterviewPanel, papers: PapersPane, form: ClaimForm, bar: DecisionBar
    ) -> None:
        self._view, self._papers, self._form, self._bar = view, papers, form, bar
        self._checks, self._documents = papers.checks, papers.documents
        areas = (form, self._checks.area, self._documents.area, interview.area)
        self._places = Places(self.fields, areas)
        self._left_in = ""

    @property
    def left_field(self) -> str:
        """The name of the field one was in when the claim on the screen went out of sight, "" where in none."""
        return next((field.accessibleName() for field in self.fields() if field.key == self._left_in), "")

    def fields(self) -> list[Control]:
        """Every field that is written in."""
        return [*self._checks.fields, *self._documents.fields, *self._form.fields]

    def leave(self, bound: Bound | None) -> None:
        """Finish what is being typed in the claim it was typed for, and remember where that was."""
        if self._places.entered() is not None:
            QGuiApplication.inputMethod().commit()
        self._places.remember(bound, inside=True)
        if self._in_form():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrive(self, bound: Bound | None) -> None:
        """Another claim is on the screen: know in which field one was in it."""
        self._left_in = self._places.left_in(bound)

    def come_back(self, bound: Bound | None) -> None:
        """Go back to where one was in the claim that is shown now."""
        self._places.scroll(bound)
        ours = QApplication.focusWidget()
        if self._view.isVisible() and (ours is self._view or (ours is not None and self._view.isAncestorOf(ours))):
            self._places.enter(bound)

    def enter_last(self, bound: Bound | None) -> bool:
        """Go into the field one was in last; False where that was in none."""
        return self._places.enter_last(bound)

    def go_out(self, bound: Bound | None) -> bool:
        """From a field to the commands of the view; False where one is in none."""
        if not self._in_form():
            return False
        self._places.remember(bound, inside=False)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def next_pane(self) -> None:
        """Go on to the first field of the next pane that has one."""
        panes = self._panes()
        here = next((at for at, pane in enumerate(panes) if any(widget.hasFocus() for widget in pane)), 0)
        for step in range(1, len(panes) + 1):
            for widget in panes[(here + step) % len(panes)]:
                if self._papers.can_bring(widget) and widget.isEnabled():
                    self._papers.bring(widget)
                    widget.setFocus(Qt.FocusReason.TabFocusReason)
                    return

    def order_tabs(self) -> None:
        """Let Tab go through the fields as the panes stand."""
        chain = [widget for pane in self._panes() for widget in pane]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _panes(self) -> list[Sequence[QWidget]]:
        return [
            [self._view],
            self._papers.fields,
            self._checks.fields,
            self._documents.fields,
            self._form.stops,
            self._bar.fields,
        ]

    def _in_form(self) -> bool:
        """True while one is in a field, or on a button among them."""
        return self._places.entered() is not None or any(stop.hasFocus() for stop in self._form.stops)
