"""The officer's window: views that show values and announce intents. The only package that knows Qt."""
