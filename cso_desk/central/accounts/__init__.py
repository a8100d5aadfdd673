"""Who may work with the centre: officers, desks, sessions, and the organisation's own sign-in."""
