"""Pictures: frames, mailboxes, sources, cameras and their honest states."""
