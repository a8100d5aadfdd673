"""CSO Desk: one officer serves up to eight booths at once, each a live picture beside a claim form."""

__version__ = "0.1.0"
