"""The process that looks: pictures come in over a pipe, what is seen of a paper in them goes out over another.

`python -m cso_desk.video.process` runs it; the frozen program runs it as `cso-desk look-worker`.
"""

import numpy as np

from cso_desk.child import Head, Image, serve

from .quality import Limits
from .seeing import see


def main() -> None:
    """Answer over standard input and output."""
    serve(_answer)


def _answer(head: Head, image: Image | None) -> Head:
    assert image is not None
    before = None if head["before"] is None else np.array(head["before"], np.float32)
    seen = see(image, Limits(**head["limits"]), before=before, ago_s=head["ago_s"], follow=head["follow"])
    return {"seen": None if seen is None else seen.as_json()}


if __name__ == "__main__":
    main()
