"""The recorded sentences: there in every language, replaced by a branch's own, and rubbish is passed over."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from cso_desk.booth.messages import LANGUAGES, Prompt
from cso_desk.booth.prompts import LONGEST_S, Prompts, read_sound
from cso_desk.booth.sound import RATE
from cso_desk.paths import resource

ALL = resource("prompts")


def write_wave(path: Path, seconds: float, rate: int = 8000) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        sound = 9000 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)
        file.writeframes(sound.astype("<i2").tobytes())


def test_every_sentence_is_there_in_every_language_and_can_be_asked_for_by_message() -> None:
    prompts = Prompts(ALL)
    assert len(prompts.names) > 20
    for name in prompts.names:
        assert Prompt(name=name).name == name
        for language in LANGUAGES:
            assert prompts.text(name, language)
            assert [path.name for path in prompts.paths(name, language)] == [f"{name}.opus"]
    assert sum(path.stat().st_size for path in ALL.rglob("*.opus")) < 1_500_000


def test_there_is_no_recording_without_a_text() -> None:
    names = {path.stem for path in ALL.glob("*/*.opus")}
    assert names == set(Prompts(ALL).names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_speech_of_some_seconds_at_an_even_loudness(language: str) -> None:
    sound = Prompts(ALL).samples("hold", next(known for known in LANGUAGES if known == language))
    assert 3 < len(sound) / RATE < 12
    assert sound.dtype == np.int16
    voiced = sound[abs(sound) > abs(sound).max() / 50].astype(float)
    assert -24 < 20 * np.log10(np.sqrt((voiced**2).mean()) / 32768) < -16


def test_a_recording_of_the_branch_takes_the_place_of_ours(tmp_path: Path) -> None:
    write_wave(tmp_path / "id" / "hold.wav", 1.0)
    prompts = Prompts(ALL, own=tmp_path)
    assert len(prompts.samples("hold", "id")) == pytest.approx(RATE, abs=RATE / 50)
    assert prompts.paths("hold", "id")[0] == tmp_path / "id" / "hold.wav"
    assert len(prompts.samples("hold", "en")) > 2 * RATE


@pytest.mark.parametrize("rubbish", [b"", b"not a sound", b"RIFF\xff\xff\xff\x7fWAVEfmt "])
def test_a_recording_of_the_branch_that_is_rubbish_is_passed_over(tmp_path: Path, rubbish: bytes) -> None:
    own = tmp_path / "id" / "hold.wav"
    own.parent.mkdir()
    own.write_bytes(rubbish)
    assert np.array_equal(Prompts(ALL, own=tmp_path).samples("hold", "id"), Prompts(ALL).samples("hold", "id"))


def test_a_picture_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    with av.open(str(path), "w", format="image2") as file:
        stream = file.add_stream("png", rate=1)
        stream.width = stream.height = 16
        stream.pix_fmt = "rgb24"
        for packet in stream.encode(av.VideoFrame(16, 16, "rgb24")):
            file.mux(packet)
    with pytest.raises(ValueError, match="no sound"):
        read_sound(path)


def test_a_recording_that_never_ends_is_cut_off(tmp_path: Path) -> None:
    write_wave(tmp_path / "long.wav", LONGEST_S + 5)
    assert len(read_sound(tmp_path / "long.wav")) == LONGEST_S * RATE


def test_a_sentence_that_does_not_exist_is_not_looked_for_on_the_disk() -> None:
    prompts = Prompts(ALL)
    assert prompts.paths("../../../etc/passwd", "id") == ()
    with pytest.raises(FileNotFoundError):
        prompts.samples("nothing_like_it", "id")
