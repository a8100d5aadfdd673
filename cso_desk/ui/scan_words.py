"""The words for a document that is held to a camera: how far taking it is, and what hinders it."""

from cso_desk.documents.scan import Scan

from .language import translate


def note(scan: Scan) -> str:
    """What stands on the picture: progress, or the one thing that is to be mended."""
    if scan.taken:
        return translate("Scan", "Taken, sharp")
    if scan.refused:
        return translate("Scan", "Not taken: %1").replace("%1", fault(scan.faults[0] if scan.faults else "show"))
    if scan.faults:
        return fault(scan.faults[0]).capitalize()
    text = translate("Scan", "Hold, %1 of %2 frames sharp")
    return text.replace("%1", str(scan.good)).replace("%2", str(scan.wanted))


def progress(scan: Scan) -> str:
    """How far taking is, in three words."""
    return translate("Scan", "%1 of %2 frames").replace("%1", str(scan.good)).replace("%2", str(scan.wanted))


def taken() -> str:
    """That there is a picture, which waits for the officer's eyes."""
    return translate("Scan", "taken, sharp")


def fault(code: str) -> str:
    """What is to be done about one fault; an unknown one says that the picture is not good enough."""
    return {
        "show": translate("Scan", "no document is seen"),
        "closer": translate("Scan", "closer to the camera"),
        "farther": translate("Scan", "all of it into the picture"),
        "still": translate("Scan", "hold it still"),
        "less_light": translate("Scan", "turn it out of the light"),
        "more_light": translate("Scan", "more light"),
        "flat": translate("Scan", "hold it flat"),
        "fingers": translate("Scan", "fingers off the text"),
        "other_document": translate("Scan", "this is no document of a claim"),
        "blank": translate("Scan", "the printed side to the camera"),
        "several": translate("Scan", "one document at a time"),
    }.get(code) or translate("Scan", "not sharp enough yet")
