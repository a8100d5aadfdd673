"""The process that reads: pictures come in over a pipe, what they say goes out over another; it ends when they close.

`python -m cso_desk.documents.process` runs it; the frozen program runs it as `cso-desk read-worker`.
"""

from cso_desk.child import Head, Image, serve
from cso_desk.video.paper import Paper

from .examine import examine, examine_flat
from .ocr import Ocr
from .told import as_json


def main() -> None:
    """Answer over standard input and output."""
    ocr = Ocr()

    def answer(head: Head, image: Image | None) -> Head:
        if image is None:
            ocr.load()
            return {"ready": True}
        kind = Paper(head["kind"]) if head["kind"] else None
        if head["flat"]:
            return as_json(examine_flat(ocr, image, kind, quick=head["quick"], guessed=head["guessed"]))
        return as_json(examine(ocr, image, kind, quick=head["quick"]))

    serve(answer)


if __name__ == "__main__":
    main()
