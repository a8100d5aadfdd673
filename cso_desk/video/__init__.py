"""Pictures: frames, mailboxes, sources, cameras and their honest states, papers in them, and the process that looks."""

LOOK_WORKER = "look-worker"
"""The hidden command by which the frozen program becomes the process that looks for papers."""
