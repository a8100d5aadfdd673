"""How the centre is run: commands, settings, workers, logs, metrics and health."""
