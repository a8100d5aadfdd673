"""A drawn participant: lively enough for a tile, and cheap enough for a wall of them."""

import math
import random
import threading
import time
from dataclasses import dataclass

import cv2
import numpy as np

from .brush import lay
from .card import draw_card, draw_hand, synthetic_nik
from .paper import Paper
from .participant import UNIT, Headgear, Look, face_ink, head, look, room
from .picture import ArrayPicture, Image
from .source import SourceLost
from .time_code import HEIGHT, WIDTH, write_time_code

FPS = 30
_SWAY_PX = 5
_SWAY_PERIOD_S = 5.3
_BLINK_S = 0.14
_BLINK_EVERY_S = 3.7
_RAISE_S = 0.6
_HELD_AT = (645, 625)
_HIGHEST = 20
_HAND_AT = (-110, -125)
_SUBPIXEL = 16


@dataclass(frozen=True, slots=True)
class Guest:
    """Who sits in a synthetic booth: how the person looks, and what stands on the card."""

    person: Look
    name: str
    nik: str
    phase: float


class SyntheticSource:
    """A participant drawn at 1280x720 and 30 frames a second, who blinks, sways and carries a time code.

    The same `seed` is the same person. `nik` decides whether a man or a woman is drawn; without one the
    seed does, and the card gets an identity number of a region that does not exist.
    """

    def __init__(self, *, seed: int = 0, name: str = "", nik: str = "") -> None:
        self._guest: Guest | None = _guest(seed, name, nik)
        self._interrupted = threading.Event()
        self._stage: _Stage | None = None
        self._due = 0.0
        self._speaking = False
        self._card_since: float | None = None
        self._card_until = 0.0
        self._paper = Paper.KTP

    @property
    def guest(self) -> Guest | None:
        """Who sits in the booth, None while nobody does."""
        return self._guest

    def sit(self, *, seed: int, name: str = "", nik: str = "") -> None:
        """Let another person sit down in the booth; from any thread."""
        self._guest = _guest(seed, name, nik)

    def leave(self) -> None:
        """Leave the booth empty; from any thread."""
        self._guest = None

    def hold_card(self, held: bool, paper: Paper = Paper.KTP) -> None:
        """Raise the identity card, or another paper, to the camera, or lower what is held; from any thread."""
        now = time.monotonic()
        if held:
            self._paper = paper
        if held:
            self._card_since = self._card_since or now
        elif self._card_since is not None:
            self._card_since, self._card_until = None, now + _RAISE_S

    def prepare(self, *papers: Paper) -> None:
        """Draw papers before they are held up, which takes tens of milliseconds each; to be called before pictures are
        asked for."""
        self.open()
        assert self._stage is not None
        for paper in papers:
            self._stage.paper(paper)

    def speak(self, speaking: bool) -> None:
        """Move the lips, or close them; from any thread."""
        self._speaking = speaking

    def open(self) -> None:
        """Draw what stands still."""
        self._due = time.monotonic()
        self.draw(self._due)

    def read(self) -> ArrayPicture:
        """The next picture, when it is due. Raises SourceLost once interrupted."""
        now = time.monotonic()
        self._due = max(self._due + 1 / FPS, now - 1 / FPS)
        if self._interrupted.wait(max(self._due - now, 0)):
            raise SourceLost("stopped")
        now = time.monotonic()
        return ArrayPicture(self.draw(now), now)

    def draw(self, now: float) -> Image:
        """The picture at `now` in seconds: 1280x720 BGRA, overwritten by the next one."""
        guest = self._guest
        if self._stage is None or self._stage.guest != guest:
            self._stage = _Stage(self, guest)
        return self._stage.draw(now)

    def interrupt(self) -> None:
        """End a waiting `read`."""
        self._interrupted.set()

    def close(self) -> None:
        """Stop; what was drawn is kept for the next time."""
        self._interrupted.clear()

    def card_lift(self, now: float) -> float:
        """How far the card is raised at `now`, from 0 to 1."""
        since = self._card_since
        if since is not None:
            return min((now - since) / _RAISE_S, 1.0)
        return max(min((self._card_until - now) / _RAISE_S, 1.0), 0.0)

    @property
    def paper(self) -> Paper:
        """Which paper is held up, or was."""
        return self._paper

    @property
    def speaking(self) -> bool:
        """Whether the lips move."""
        return self._speaking


class _Stage:
    """The canvas of one participant: still layers drawn once, and on each picture only what moves."""

    def __init__(self, source: SyntheticSource, guest: Guest | None) -> None:
        self.guest = guest
        self._source = source
        self._room = room(guest.person if guest is not None else None)
        self._canvas = self._room.copy()
        self._heads: dict[int, Image] = {}
        self._papers: dict[Paper, Image] = {}
        self._card_was_up = False
        if guest is None:
            return
        self._hand = draw_hand(guest.person)
        self._eyes, self._lips = face_ink(guest.person)
        self._face_y = 2.0 if guest.person.headgear is Headgear.HIJAB else 0.0
        whole = head(guest.person)
        seen = whole[:, :, 3] > 0
        rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        self._top, self._bottom = max(rows[0] - _SWAY_PX, 0), min(rows[-1] + 1 + _SWAY_PX, HEIGHT)
        self._left, self._right = columns[0] - _SWAY_PX, columns[-1] + 1 + _SWAY_PX
        self._head = whole[self._top : self._bottom, self._left : self._right].copy()

    def draw(self, now: float) -> Image:
        """The picture at `now`."""
        if self.guest is not None:
            self._draw_guest(self.guest, now)
        write_time_code(self._canvas, now)
        return self._canvas

    def paper(self, paper: Paper) -> Image:
        """A paper of the participant, drawn once."""
        assert self.guest is not None
        if paper not in self._papers:
            who = self.guest
            self._papers[paper] = draw_card(who.person, nik=who.nik, name=who.name, paper=paper)
        return self._papers[paper]

    def _draw_guest(self, guest: Guest, now: float) -> None:
        life = now + guest.phase  # everybody's own time, so that no two move alike
        if self._card_was_up:
            np.copyto(self._canvas, self._room)
        sway = round(_SWAY_PX * math.sin(2 * math.pi * life / _SWAY_PERIOD_S))
        self._canvas[self._top : self._bottom, self._left : self._right] = self._head_at(sway)
        self._draw_face(life, sway / UNIT, self._face_y + _nod(sway) / UNIT)
        lift = self._source.card_lift(now)
        self._card_was_up = lift > 0
        if self._card_was_up:
            self._draw_card(life, lift)

    def _head_at(self, sway: int) -> Image:
        """The region of the head, moved by `sway` pixels and laid on the room: made once for each place."""
        if sway not in self._heads:
            region = self._room[self._top : self._bottom, self._left : self._right].copy()
            lay(region, np.roll(self._head, (_nod(sway), sway), (0, 1)))
            self._heads[sway] = region
        return self._heads[sway]

    def _draw_face(self, life: float, dx: float, dy: float) -> None:
        shut = life % _BLINK_EVERY_S < _BLINK_S
        for x in (206.0, 242.0):
            self._dot(x + dx, 110 + dy, 3.6, 0.7 if shut else 2.8, self._eyes)
        if self._source.speaking:
            gap = 2.2 + 2.6 * abs(math.sin(7.1 * life) * math.sin(2.3 * life + 1))
            self._dot(224 + dx, 142.5 + dy, 9.0, gap, self._lips)
            return
        mouth = np.array([(213, 140), (218.5, 142), (224, 142.8), (229.5, 142), (235, 140)]) + np.array((dx, dy))
        points = (mouth * UNIT * _SUBPIXEL).round().astype(np.int32)
        cv2.polylines(self._canvas, [points], False, (*self._lips, 255), round(2.2 * UNIT), cv2.LINE_AA, 4)

    def _dot(self, x: float, y: float, radius_x: float, radius_y: float, ink: tuple[int, int, int]) -> None:
        centre = round(x * UNIT * _SUBPIXEL), round(y * UNIT * _SUBPIXEL)
        axes = round(radius_x * UNIT * _SUBPIXEL), round(radius_y * UNIT * _SUBPIXEL)
        cv2.ellipse(self._canvas, centre, axes, 0, 0, 360, (*ink, 255), cv2.FILLED, cv2.LINE_AA, 4)

    def _draw_card(self, life: float, lift: float) -> None:
        card = self.paper(self._source.paper)
        height, width = card.shape[:2]
        left, top = _HELD_AT[0] - width // 2, max(_HELD_AT[1] - height, _HIGHEST)
        hand = left + width + _HAND_AT[0], top + height + _HAND_AT[1]
        eased = 1 - (1 - lift) ** 2
        down = round((HEIGHT - top) * (1 - eased) + 3 * math.sin(1.7 * life))
        across = round(4 * math.sin(1.1 * life))
        for sprite, (x, y) in ((card, (left, top)), (self._hand, hand)):
            self._lay(sprite, x + across, y + down)

    def _lay(self, sprite: Image, x: int, y: int) -> None:
        region = self._canvas[y : y + sprite.shape[0], x : min(x + sprite.shape[1], WIDTH)]
        if region.size:
            part = np.ascontiguousarray(sprite[: region.shape[0], : region.shape[1]])
            cv2.copyTo(part, np.ascontiguousarray(part[:, :, 3] > 127).view(np.uint8), region)


def _guest(seed: int, name: str, nik: str) -> Guest:
    person = look(seed, _sex(nik))
    number = nik or synthetic_nik(seed, "P" if person.is_woman else "L")
    return Guest(person, name or f"Peserta Contoh {seed}", number, random.Random(seed).random() * 10)


def _nod(sway: int) -> int:
    return sway * sway // 8


def _sex(nik: str) -> str:
    """L or P as an identity number tells by its day of birth, nothing if it tells nothing."""
    if len(nik) < 8 or not nik[6:8].isdecimal():
        return ""
    return "P" if int(nik[6:8]) > 40 else "L"
