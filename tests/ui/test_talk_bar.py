"""The talk bar: what it shows of the conversation with one booth, and what its buttons ask for."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.booth.hearing import Voice
from cso_desk.booth.talk import Talk, nobody
from cso_desk.ui import talk_words, theme
from cso_desk.ui.key_button import Kind
from cso_desk.ui.language import Language
from cso_desk.ui.sound_choice import SoundTrouble
from cso_desk.ui.talk_bar import PromptOffer, TalkBar
from cso_desk.ui.tile_paint import Role

from .talk_values import SPEAKS, view_of

HELD = nobody(6)
PROMPTS = (PromptOffer("hold", "Percakapan ditahan."), PromptOffer("thanks", "Terima kasih & sampai jumpa."))


@pytest.fixture
def bar(qtbot: QtBot) -> TalkBar:
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    made = TalkBar()
    made.resize(760, 46)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.offer(PROMPTS)
    made.show_talk(view_of(), 1)
    return made


def test_each_button_asks_for_what_it_says(bar: TalkBar) -> None:
    asked: list[str] = []
    bar.mute_wanted.connect(lambda: asked.append("mute"))
    bar.talk_wanted.connect(lambda: asked.append("talk"))
    bar.still_wanted.connect(lambda: asked.append("still"))
    bar.show_wanted.connect(lambda: asked.append("show"))
    for button in (bar.microphone, bar.talk, bar.still, bar.screen_):
        button.click()
    assert asked == ["mute", "talk", "still", "show"]


@pytest.mark.parametrize(
    ("talk", "microphone", "word"),
    [
        (HELD, Kind.PLAIN, "Talk"),
        (HELD.take(1), Kind.TALK, "Hold"),
        (HELD.take(2), Kind.PLAIN, "Talk"),
        (HELD.take(1).mute(), Kind.RETURN, "Hold"),
        (HELD.announce(), Kind.TALK, "Talk"),
    ],
)
def test_the_microphone_is_filled_only_while_this_booth_hears_it(
    bar: TalkBar, talk: Talk, microphone: Kind, word: str
) -> None:
    bar.show_talk(view_of(talk), 1)
    assert bar.microphone.kind is microphone
    assert bar.talk.text() == word
    assert bar.microphone.text() == ("Mic off" if talk.muted else "Mic on")


def test_the_list_of_sentences_plays_the_one_that_is_chosen_and_ends_the_one_that_is_played(
    qtbot: QtBot, bar: TalkBar
) -> None:
    played: list[str] = []
    bar.prompt_wanted.connect(played.append)
    bar.prompt.click()
    assert bar.menu is not None
    assert [entry.text() for entry in bar.menu.actions()] == ["Percakapan ditahan.", "Terima kasih && sampai jumpa."]
    qtbot.keyClick(bar.menu, Qt.Key.Key_Down)
    qtbot.keyClick(bar.menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.menu is None)
    bar.show_talk(view_of(playing=frozenset({1})), 1)
    bar.open_prompts(bar)
    assert bar.menu is not None
    bar.menu.actions()[0].trigger()
    bar.menu.close()
    qtbot.waitUntil(lambda: bar.menu is None)
    assert played == ["thanks", ""]


def test_the_list_closes_when_another_booth_is_shown(qtbot: QtBot, bar: TalkBar) -> None:
    bar.open_prompts(bar)
    bar.show_talk(view_of(), 2)
    qtbot.waitUntil(lambda: bar.menu is None)


def test_without_sentences_there_is_no_list(bar: TalkBar) -> None:
    bar.offer(())
    assert not bar.prompt.isEnabled()
    bar.open_prompts(bar)
    assert bar.menu is None


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(("density", "wide"), [(theme.ROOMY, 736), (theme.DENSE, 439)])
def test_no_button_is_cut_off_and_none_stands_over_another(
    bar: TalkBar, language: str, density: theme.Density, wide: int
) -> None:
    spoken = Language(language)
    theme.use(theme.Look(theme.LIGHT, density))
    bar.resize(wide, 38)
    bar.show_talk(view_of(HELD.take(1).mute()), 1)
    bar.restyle()
    right = 0
    for button in bar.buttons:
        assert button.width() >= button.sizeHint().width()
        assert button.x() >= right - 6  # each leaves 3 pixels at both ends for the ring of the focus
        right = button.x() + button.width()
    assert right <= wide
    spoken.use("en")


def test_the_level_moves_the_meter_only_while_the_microphone_is_on(bar: TalkBar) -> None:
    bar.show_talk(view_of(HELD.take(1), officer=SPEAKS), 1)
    loud = bar.microphone.grab().toImage()
    bar.show_talk(view_of(HELD.take(1)), 1)
    assert bar.microphone.grab().toImage() != loud


def test_one_sentence_says_who_hears_the_officer() -> None:
    said = {
        talk_words.who_hears(talk)
        for talk in (HELD, HELD.take(3), HELD.take(3).mute(), HELD.announce(), HELD.announce(frozenset({2, 4})))
    }
    assert said == {
        "Nobody hears you",
        "Only booth 3 hears you",
        "Microphone off: nobody hears you",
        "All booths hear your announcement",
        "Your announcement is heard in booth 2, 4",
    }


def test_the_pictures_say_what_holds_and_the_sign_of_a_held_voice_goes_before_all_else() -> None:
    talk = HELD.take(1).listen(2)
    view = view_of(talk, booths={1: SPEAKS, 3: SPEAKS, 4: Voice(dead=True), 5: Voice(noisy=True)})
    left = {booth: note.text for booth in range(1, 7) if (note := talk_words.notes(view, booth)[0])}
    assert left == {1: "Two-way", 2: "You listen in", 3: "On hold", 4: "On hold", 5: "On hold", 6: "On hold"}
    right = {booth: (note.text, note.role) for booth in range(1, 7) if (note := talk_words.notes(view, booth)[1])}
    assert right == {
        3: ("The participant speaks", Role.SPEAKING),
        4: ("No sound", Role.WARN),
        5: ("Noisy", Role.WARN),
    }
    assert talk_words.notes(view, 6, short=True) == (None, None)


def test_the_officer_is_told_of_a_microphone_that_is_off_or_dead() -> None:
    assert "microphone is off: press M" in talk_words.trouble(view_of(HELD.take(1).mute(), officer=SPEAKS))
    assert "Nothing comes" in talk_words.trouble(view_of(officer=Voice(dead=True)))
    assert talk_words.trouble(view_of(HELD.take(1), officer=SPEAKS)) == ""
    assert all(talk_words.sound_trouble(trouble) for trouble in SoundTrouble)
