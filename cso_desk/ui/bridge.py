"""The one QObject that other threads may touch: what they announce arrives on the Qt thread as a signal."""

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Carries values from the desk, the line and the booths to the window."""

    desk_changed = Signal(object)
    """A DeskView."""
    refused = Signal(object)
    """A Refusal of the desk itself."""
    line_changed = Signal(object)
    """A SyncStatus."""
    signalled = Signal(object)
    """A BoothSignal."""
    people_told = Signal(object)
    """What came of a question about participants: a Told."""
    file_answered = Signal(object)
    """What came of a file that is to be attached: a Seen or an Ended."""
    still_drawn = Signal(object)
    """A picture of a claim that was asked for: a Still."""
    document_read = Signal(str, object)
    """The hash of a picture, and what was read of it: a Reading or an Unread."""
    scanned = Signal(object)
    """What a booth's camera sees of a document: a Scan."""
    letter_written = Signal(object)
    """What became of a letter's file: a Written."""
    failed = Signal(str, str)
    """A fault of the program: a code and a fact, for the officer to know of."""
