"""The officer's desk: encrypted store, outbox, sync with the centre, and what an officer can do."""
