"""The commands of `cso-desk`."""

import sys


def main() -> int:
    """Run one command; the exit code is returned."""
    return 0


if __name__ == "__main__":
    sys.exit(main())
