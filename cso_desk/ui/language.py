"""The window's language: the officer's words are read from Qt Linguist's own .ts files, English is the source.

Reading the .ts at start needs no compiled copy that could be stale or be missing from a package; half a thousand
messages take some milliseconds.
"""

import weakref
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from cso_desk.paths import resource

INDONESIAN = "id"
ENGLISH = "en"
LANGUAGES = (INDONESIAN, ENGLISH)


class TsTranslator(QTranslator):
    """A translator that answers from a .ts file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._messages = _read(path)

    def isEmpty(self) -> bool:
        """True when the file held no message."""
        return not self._messages

    def of(self, context: str, text: str) -> str:
        """The translation, or the text itself where there is none."""
        return self._messages.get((context, text), text)

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """The translation, or None where there is none, upon which Qt shows the source; "" would be shown."""
        return self._messages.get((context, sourceText))


def translate(context: str, text: str) -> str:
    """A text of the code in the language in force: what QCoreApplication.translate says, at a tenth of its price.

    The tables of words are built anew for each thing that is said, so that one picture of a claim needs five hundred.
    """
    spoken = _spoken() if _spoken is not None else None
    return text if spoken is None else spoken.of(context, text)


_spoken: weakref.ref[TsTranslator] | None = None
"""The translator in force; it is gone as soon as its language speaks another one, or is gone itself."""


class Language:
    """The language in force; changing it sends LanguageChange to every widget."""

    def __init__(self, code: str = INDONESIAN) -> None:
        self.code = ENGLISH
        self._translator: TsTranslator | None = None
        self.use(code)

    def use(self, code: str) -> None:
        """Speak another language, "id" or "en"; anything else is refused with ValueError."""
        global _spoken
        if code not in LANGUAGES:
            raise ValueError(f"no such language: {code!r} (known: {', '.join(LANGUAGES)})")
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        self.code = code
        QLocale.setDefault(QLocale(QLocale.Language.Indonesian if code == INDONESIAN else QLocale.Language.English))
        if code == INDONESIAN:
            self._translator = TsTranslator(resource("i18n/cso_desk_id.ts"))
            _spoken = weakref.ref(self._translator)
            QCoreApplication.installTranslator(self._translator)

    def toggle(self) -> None:
        """Speak the other language."""
        self.use(ENGLISH if self.code == INDONESIAN else INDONESIAN)


def _read(path: Path) -> dict[tuple[str, str], str]:
    messages: dict[tuple[str, str], str] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                messages[name, message.findtext("source", "")] = translation.text
    return messages
