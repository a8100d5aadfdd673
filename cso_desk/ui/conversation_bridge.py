"""What the booths announce on threads of their own arrives on the Qt thread as a signal."""

from PySide6.QtCore import QObject, Signal


class ConversationBridge(QObject):
    """Carries what booths, their sound and their stills tell."""

    connected = Signal(int, str)
    """Booth, language of its page."""
    said = Signal(int, object)
    """Booth, a message of its page."""
    gone = Signal(int, str)
    """Booth, why."""
    refused = Signal(object, str)
    """A booth, None where it is no booth's yet; what was refused."""
    still_taken = Signal(object)
    """A StillTaken."""
    still_lost = Signal(int, str, str)
    """Booth, the still's id, why."""
    leaked = Signal(object)
    """A Leak."""
