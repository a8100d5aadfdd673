"""The files of the booth's page, held in memory, and the headers that keep the page to itself."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
}
FIRST = "/index.html"
LIST = "/files.json"

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(self), microphone=(self), autoplay=(self), fullscreen=(self), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer carries: nothing comes from elsewhere, nothing frames the page, nothing is sniffed."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """One file of the page."""

    content: bytes
    kind: str
    tag: str

    @property
    def headers(self) -> dict[str, str]:
        """Its headers: the page itself is never kept, its parts are asked for anew and may be unchanged."""
        keep = "no-store" if self.kind.startswith("text/html") else "no-cache"
        return {**HEADERS, "Content-Type": self.kind, "Cache-Control": keep, "ETag": self.tag}


def page_files(folder: Path) -> Mapping[str, PageFile]:
    """All files of a folder by their path on the server, "/" being index.html, but for what no browser has a use for.

    They are read once: what is not in the folder then can never be asked for. Raises OSError.
    """
    files: dict[str, PageFile] = {}
    for path in sorted(folder.rglob("*")):
        kind = _KINDS.get(path.suffix)
        if kind is not None and path.is_file():
            content = path.read_bytes()
            files["/" + path.relative_to(folder).as_posix()] = _file(content, kind)
    if FIRST in files:
        files["/"] = files[FIRST]
    return files


def list_of(files: Mapping[str, PageFile]) -> PageFile:
    """What a browser has to keep of these files to have them all: each path with its tag.

    Its own tag names this version of the whole page: with any change of any file it is another one.
    """
    tags = {path: file.tag for path, file in sorted(files.items())}
    return _file(json.dumps(tags).encode(), _KINDS[".json"])


def _file(content: bytes, kind: str) -> PageFile:
    return PageFile(content, kind, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
