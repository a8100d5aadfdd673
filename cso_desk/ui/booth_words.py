"""What is said of a booth's conversation: what happened in it, and how it is set up."""

from cso_desk.booth.diary import Event, Happening
from cso_desk.booth.messages import Confirmed, Consent, Signed
from cso_desk.booth.reception import Said
from cso_desk.booth.showing import Wish
from cso_desk.claims.form import DocumentKind, Field

from . import form_words, words
from .language import translate

ICONS = {
    Happening.ARRIVED: "user",
    Happening.CONSENTED: "circle-check",
    Happening.CONSENT_TAKEN_BACK: "octagon-x",
    Happening.STEP_DONE: "circle-check",
    Happening.STUCK: "triangle-alert",
    Happening.CALLED: "hand",
    Happening.SPOKE: "volume-2",
    Happening.CONFIRMED: "circle-check",
    Happening.FIELDS_WRONG: "triangle-alert",
    Happening.SIGNED: "pencil",
    Happening.DOCUMENT_TAKEN: "circle-check",
    Happening.DOCUMENT_BLOCKED: "triangle-alert",
    Happening.DIFFERS: "triangle-alert",
    Happening.CUT: "wifi-off",
    Happening.BACK: "circle-check",
    Happening.DEVICE_FAILED: "triangle-alert",
    Happening.LEFT_CHAIR: "user",
    Happening.BACK_IN_CHAIR: "user",
    Happening.COVERED: "eye-off",
    Happening.UNCOVERED: "eye",
}


def happened(event: Event) -> str:
    """One event in a short sentence."""
    text = {
        Happening.ARRIVED: translate("Booth", "Sat down in the booth"),
        Happening.CONSENTED: translate("Booth", "Agreed to the conversation"),
        Happening.CONSENT_TAKEN_BACK: translate("Booth", "Took the consent back"),
        Happening.STEP_DONE: translate("Booth", "Done: %1"),
        Happening.STUCK: translate("Booth", "Got stuck: %1"),
        Happening.CALLED: translate("Booth", "Called the officer"),
        Happening.SPOKE: translate("Booth", "Spoke while on hold"),
        Happening.CONFIRMED: translate("Booth", "Read the form and confirmed it"),
        Happening.FIELDS_WRONG: translate("Booth", "Marked as wrong on the form: %1"),
        Happening.SIGNED: translate("Booth", "Signed the form"),
        Happening.DOCUMENT_TAKEN: translate("Booth", "%1 taken, sharp"),
        Happening.DOCUMENT_BLOCKED: translate("Booth", "%1 not sharp enough yet"),
        Happening.DIFFERS: translate("Booth", "Differs from the record: %1"),
        Happening.CUT: translate("Booth", "The line to the booth was cut"),
        Happening.BACK: translate("Booth", "The booth is back"),
        Happening.DEVICE_FAILED: translate("Booth", "Out of order in the booth: %1"),
        Happening.LEFT_CHAIR: translate("Booth", "Left the chair"),
        Happening.BACK_IN_CHAIR: translate("Booth", "Is in the chair again"),
        Happening.COVERED: translate("Booth", "Covered the camera"),
        Happening.UNCOVERED: translate("Booth", "Opened the camera again"),
    }[event.what]
    return text.replace("%1", about(event.about))


def about(code: str) -> str:
    """What an event is about: a document, fields of the form (with commas between them), a step or a device."""
    return ", ".join(_one(part) for part in code.split(",")) if code else ""


def _one(code: str) -> str:
    if code in tuple(DocumentKind):
        return form_words.document(DocumentKind(code))
    if code in tuple(Field):
        return form_words.field(Field(code)).lower()
    return step(code)


def step(code: str) -> str:
    """A step that a participant does alone, or a device, in a word or two."""
    return {
        "consent": translate("Booth", "consent"),
        "form": translate("Booth", "reading the form"),
        "signature": translate("Booth", "signature"),
        "interview": translate("Booth", "interview"),
        "receipt": translate("Booth", "receipt"),
        "camera": translate("Booth", "camera"),
        "microphone": translate("Booth", "microphone"),
        "document_camera": translate("Booth", "document camera"),
    }.get(code, code)


def filed(said: Said) -> str:
    """What a participant said for good, as it is noted on the claim."""
    match said.message:
        case Consent(given=True, text=text, language=language):
            words_ = translate(
                "Booth", "The participant agreed to the conversation in the booth (text %1, language %2)."
            )
            return words_.replace("%1", text).replace("%2", language)
        case Consent():
            return translate("Booth", "The participant took the consent to the conversation back.")
        case Confirmed(form_version=version, wrong=()):
            words_ = translate(
                "Booth", "The participant read the form on the booth's screen and confirmed it (version %1)."
            )
            return words_.replace("%1", f"{version:08x}")
        case Confirmed(form_version=version, wrong=wrong):
            words_ = translate("Booth", "The participant marked as wrong on the form (version %1): %2.")
            return words_.replace("%1", f"{version:08x}").replace("%2", about(",".join(wrong)))
        case Signed(form_version=version):
            words_ = translate("Booth", "The participant signed the form on the booth's screen (version %1).")
            return words_.replace("%1", f"{version:08x}")


def shown_title(wish: Wish) -> str:
    """What stands above what is shown in a booth, in Indonesian as on the paper; nothing above a sentence."""
    return form_words.document(DocumentKind(wish.document)) if wish.document in tuple(DocumentKind) else ""


def away(seconds: float) -> str:
    """How long the officer was away."""
    return words.spell(seconds)
