"""The participants: master records, search, import, and which claims clash."""
