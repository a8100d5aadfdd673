"""Documents: reading them, and comparing what was read."""
