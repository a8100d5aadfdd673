"""What the officer reads of the conversation: notes on the pictures, who hears whom, what is amiss with the sound."""

from collections.abc import Iterable

from cso_desk.booth.hearing import Trouble
from cso_desk.booth.messages import Lamp
from cso_desk.booth.talk import Talk
from cso_desk.booth.talk_view import BoothTalk, TalkView

from . import keys
from .keys import Action
from .language import translate
from .sound_choice import SoundTrouble
from .tile_paint import Note, Role


def lamp_note(talk: BoothTalk) -> Note:
    """What holds for a booth, as its picture says it; of one on hold, that it was told the officer is late."""
    if talk.lamp is Lamp.HELD and talk.late_min is not None:
        return Note(late_short(talk.late_min), "clock", Role.WARN if talk.late_min == 0 else Role.PLAIN)
    return {
        Lamp.TALK: Note(translate("Talk", "Two-way"), "mic", Role.TALK),
        Lamp.HELD: Note(translate("Talk", "On hold"), "mic-off"),
        Lamp.ANNOUNCED: Note(translate("Talk", "Announcement"), "volume-2", Role.TALK),
        Lamp.LISTENED: Note(translate("Talk", "You listen in"), "volume-2"),
    }[talk.lamp]


def voice_note(talk: BoothTalk, *, short: bool = False) -> Note | None:
    """That a held participant speaks, or what is amiss with a booth's sound; None where there is nothing to say."""
    if talk.wants_to_speak:
        text = translate("Talk", "speaks") if short else translate("Talk", "The participant speaks")
        return Note(text, "volume-2", Role.SPEAKING)
    if talk.plays:
        return Note(translate("Talk", "Recording"), "volume-2")
    if talk.dead:
        return Note(translate("Talk", "No sound"), "mic-off", Role.WARN)
    if talk.noisy and not short:
        return Note(translate("Talk", "Noisy"), "triangle-alert", Role.WARN)
    return None


def notes(view: TalkView, booth: int, *, short: bool = False) -> tuple[Note | None, Note | None]:
    """What stands at the foot of a booth's picture, left and right; on a `short` one only what is unusual."""
    talk = view.of(booth)
    usual = talk.lamp is Lamp.HELD and talk.late_min is None
    return (None if short and usual else lamp_note(talk)), voice_note(talk, short=short)


def late_short(minutes: int) -> str:
    """That a booth was told the officer is late, in the words of a sign."""
    if minutes == 0:
        return translate("Talk", "Told: late")
    return translate("Talk", "Told: %1 min").replace("%1", str(minutes))


def late(talk: BoothTalk) -> str:
    """The same in a sentence; "" where nothing was said, or where one talks with the booth."""
    if talk.late_min is None or talk.lamp is Lamp.TALK:
        return ""
    if talk.late_min == 0:
        return translate("Talk", "The booth was told that you are late, and that time is over.")
    text = translate("Talk", "The booth was told that you are late and come in about %1 min.")
    return text.replace("%1", str(talk.late_min))


def apart(talk: Talk | None, booth: int) -> str:
    """That one decides for a booth one does not talk with; "" where one does, or where nobody talks at all."""
    if talk is None or talk.talking_to == booth:
        return ""
    if talk.talking_to is None:
        return translate("Talk", "You do not talk with this booth.")
    return translate("Talk", "You are talking with booth %1.").replace("%1", str(talk.talking_to))


def who_hears(talk: Talk) -> str:
    """Who hears the officer now, in one sentence."""
    if talk.muted and talk.connected:
        return translate("Talk", "Microphone off: nobody hears you")
    if talk.announcing_to == talk.booths and talk.booths:
        return translate("Talk", "All booths hear your announcement")
    if talk.announcing_to:
        return translate("Talk", "Your announcement is heard in booth %1").replace("%1", booths(talk.announcing_to))
    if talk.talking_to is not None:
        return translate("Talk", "Only booth %1 hears you").replace("%1", str(talk.talking_to))
    return translate("Talk", "Nobody hears you")


def booths(numbers: Iterable[int]) -> str:
    """Some booths' numbers: "1", "1, 3, 4"."""
    return ", ".join(str(number) for number in sorted(numbers))


def trouble(view: TalkView) -> str:
    """The gravest that is amiss with the officer's microphone, "" where nothing is."""
    if not view.troubles:
        return ""
    sound = keys.key_of(Action.SOUND)
    return {
        Trouble.MUTED_SPEECH: translate("Talk", "You speak, but your microphone is off: press %1").replace(
            "%1", keys.key_of(Action.MUTE)
        ),
        Trouble.NO_INPUT: translate("Talk", "Nothing comes from your microphone: press %1").replace("%1", sound),
        Trouble.NOISY: translate("Talk", "It is noisy around your microphone: press %1").replace("%1", sound),
    }[view.troubles[0]]


def trouble_note(view: TalkView) -> Note | None:
    """The same, as it stands on the large picture."""
    text = trouble(view)
    return Note(text, "triangle-alert", Role.WARN) if text else None


def microphone(talk: Talk) -> str:
    """What the microphone's button says."""
    return translate("Talk", "Mic off") if talk.muted else translate("Talk", "Mic on")


def talk_verb(lamp: Lamp) -> str:
    """What the key to talk does to a booth now."""
    if lamp is Lamp.TALK:
        return translate("Talk", "Hold")
    return translate("Talk", "Talk")


def sound_trouble(value: SoundTrouble) -> str:
    """Why there is no sound one way, and what to do."""
    return {
        SoundTrouble.NO_MICROPHONE: translate("Talk", "No microphone is plugged in. Nobody can hear you."),
        SoundTrouble.NO_LOUDSPEAKER: translate("Talk", "No loudspeaker is plugged in. You can hear nobody."),
        SoundTrouble.MICROPHONE_STOPPED: translate(
            "Talk", "The microphone gives no sound. Check its cable, or choose another."
        ),
        SoundTrouble.LOUDSPEAKER_STOPPED: translate(
            "Talk", "The loudspeaker takes no sound. Check its cable, or choose another."
        ),
    }[value]


def you() -> str:
    """Whose picture the small one on the stage is."""
    return translate("Talk", "You")
