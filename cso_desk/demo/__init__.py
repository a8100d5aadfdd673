"""The demonstration: synthetic people in simulated booths, and a scripted officer at the window."""
