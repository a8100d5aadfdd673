"""The officer's words around a letter: its title on the screen, and what became of printing or saving it."""

from pathlib import Path

from .language import translate
from .letter_file import FileFault, Written


def title(*, receipt: bool, claim_number: str) -> str:
    """The head of the preview."""
    text = translate("Letter", "Receipt of claim %1") if receipt else translate("Letter", "Letter for claim %1")
    return text.replace("%1", claim_number)


def written(value: Written) -> str:
    """What became of a file, and what to do where it is not there."""
    return {
        None: translate("Letter", "Saved as %1."),
        FileFault.FULL: translate("Letter", "The disk is full, nothing was saved. Choose another place."),
        FileFault.FORBIDDEN: translate("Letter", "You may not write there, nothing was saved. Choose another place."),
        FileFault.GONE: translate("Letter", "The folder is not there, nothing was saved. Choose another place."),
        FileFault.OTHER: translate("Letter", "The file could not be written. Choose another place."),
    }[value.fault].replace("%1", value.path.name)


def saving(path: Path) -> str:
    """That a file is being written."""
    return translate("Letter", "Saving %1…").replace("%1", path.name)


def no_printer() -> str:
    """That nothing can be printed here."""
    return translate("Letter", "No printer is set up on this computer. Save the letter as a file instead.")


def printed(*, taken: bool) -> str:
    """Whether the printer took the letter."""
    if taken:
        return translate("Letter", "Given to the printer.")
    return translate("Letter", "The printer did not take the letter. Look at the printer, or save a file instead.")
