"""Booths without a browser: real peers that pair, send picture and sound, and act as the scripts say."""
