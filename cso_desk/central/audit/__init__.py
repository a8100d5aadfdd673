"""What proves that nothing was changed: chains recomputed, checkpoints, who read what, restores noticed."""
