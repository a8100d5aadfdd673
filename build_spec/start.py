"""Where the frozen program begins."""

import sys

from cso_desk.cli import main

sys.exit(main())
