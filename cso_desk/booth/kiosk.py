"""The command lines that make a browser a booth: one page, full screen, camera and sound granted, the key pinned."""

from dataclasses import dataclass

_COMMON = (
    "--kiosk",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--disable-session-crashed-bubble",
    "--hide-crash-restore-bubble",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-features=Translate,WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
    "--auto-accept-camera-and-microphone-capture",
)
"""Without mDNS names in its offers a booth is found also where the branch's network carries no multicast."""

_EDGE = ("--edge-kiosk-type=fullscreen", "--kiosk-idle-timeout-minutes=0")


@dataclass(frozen=True, slots=True)
class Kiosk:
    """How a browser is started as a booth: the program's usual names, and its arguments."""

    programs: tuple[str, ...]
    arguments: tuple[str, ...]

    def line(self, *, windows: bool = False) -> str:
        """The whole command line to copy, for a Unix shell or for Windows."""
        program, *_ = self.programs
        quoted = [_quoted(argument, windows=windows) for argument in self.arguments]
        return " ".join([_quoted(program, windows=windows), *quoted])


def chromium(address: str, pin: str, *, profile: str = "cso-booth") -> Kiosk:
    """Chromium or Chrome; `address` is the page's, `profile` the folder in which the booth's token is kept.

    The pin counts only together with a folder of its own: Chromium ignores it for the folder of everyday use.
    """
    return Kiosk(("chromium", "google-chrome", "chrome"), (*_arguments(pin, profile), address))


def edge(address: str, pin: str, *, profile: str = r"C:\cso-booth") -> Kiosk:
    """Microsoft Edge."""
    return Kiosk(("msedge",), (*_arguments(pin, profile), *_EDGE, address))


def _arguments(pin: str, profile: str) -> tuple[str, ...]:
    return (f"--user-data-dir={profile}", f"--ignore-certificate-errors-spki-list={pin}", *_COMMON)


def _quoted(word: str, *, windows: bool) -> str:
    """A word as a shell takes it; none of ours has a quotation mark in it."""
    if all(sign.isalnum() or sign in "-_=./:,+" or (windows and sign == "\\") for sign in word):
        return word
    return f'"{word}"' if windows else f"'{word}'"
