"""An officer who signs in at a desk and is killed before anything is done."""

import os
import signal
import sys
from pathlib import Path

from tests.contract.doubles import NOW
from tests.desk.door import NUMBER, PASSWORD, Door

if __name__ == "__main__":
    door = Door(Path(sys.argv[1]), lambda: NOW)
    door.session.sign_in(NUMBER, PASSWORD)
    os.kill(os.getpid(), signal.SIGKILL)
