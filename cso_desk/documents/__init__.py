"""Reading documents: which paper a picture shows, its fields with how sure each is, and the process that reads."""

READ_WORKER = "read-worker"
"""The hidden command by which the frozen program becomes the process that reads."""
