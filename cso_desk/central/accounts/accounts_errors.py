"""Why something cannot be done to the accounts."""


class NotAccepted(Exception):
    """What an administrator asked for cannot be: one English sentence says why and what to do."""
