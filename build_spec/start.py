"""Where the frozen program begins."""

import multiprocessing
import sys

multiprocessing.freeze_support()  # a process that opens a file begins here too

from cso_desk.documents import READ_WORKER
from cso_desk.video import LOOK_WORKER

if sys.argv[1:] == [READ_WORKER]:  # before all that only the desk needs is loaded
    from cso_desk.documents.process import main as read

    read()
    sys.exit(0)

if sys.argv[1:] == [LOOK_WORKER]:
    from cso_desk.video.process import main as look

    look()
    sys.exit(0)

from cso_desk.cli import main

sys.exit(main())
