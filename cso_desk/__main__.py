"""`python -m cso_desk` is `cso-desk`."""

import sys

from cso_desk.cli import main

sys.exit(main())
