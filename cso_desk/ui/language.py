"""The window's language: the officer's words are read from Qt Linguist's own .ts files, English is the source.

Reading the .ts at start needs no compiled copy that could be stale or be missing from a package; half a thousand
messages take some milliseconds.
"""

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

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """The translation, or None where there is none, upon which Qt shows the source; "" would be shown."""
        return self._messages.get((context, sourceText))


class Language:
    """The language in force; changing it sends LanguageChange to every widget."""

    def __init__(self, code: str = INDONESIAN) -> None:
        self.code = ENGLISH
        self._translator: TsTranslator | None = None
        self.use(code)

    def use(self, code: str) -> None:
        """Speak another language, "id" or "en"; anything else is refused with ValueError."""
        if code not in LANGUAGES:
            raise ValueError(f"no such language: {code!r} (known: {', '.join(LANGUAGES)})")
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        self.code = code
        QLocale.setDefault(QLocale(QLocale.Language.Indonesian if code == INDONESIAN else QLocale.Language.English))
        if code == INDONESIAN:
            self._translator = TsTranslator(resource("i18n/cso_desk_id.ts"))
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
