"""The booths: who is in them, what they do, who needs the officer next."""
