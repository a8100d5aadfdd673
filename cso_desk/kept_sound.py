"""Remembers which microphone and loudspeaker an officer chose at this desk."""

import json
import logging
from dataclasses import asdict
from pathlib import Path

from cso_desk.durable import write_whole
from cso_desk.ui.sound_choice import SoundChoice

logger = logging.getLogger(__name__)

SOUND_FILE = "sound.json"


def read_choice(file: Path) -> SoundChoice:
    """The devices that were chosen, the system's own where nothing is kept that can be read."""
    try:
        kept = json.loads(file.read_bytes())
        return SoundChoice(str(kept["microphone"]), str(kept["loudspeaker"]))
    except FileNotFoundError:
        return SoundChoice()
    except (OSError, ValueError, KeyError, TypeError) as fault:
        logger.warning("the chosen sound devices cannot be read: %s", type(fault).__name__)
        return SoundChoice()


def keep_choice(file: Path, choice: SoundChoice) -> None:
    """Keep which devices were chosen; where that fails they are chosen again, so it is only told."""
    try:
        write_whole(file, json.dumps(asdict(choice)).encode())
    except OSError as fault:
        logger.error("the chosen sound devices are not kept: %s", fault.strerror)
