"""The centre: the claims service that every desk syncs with."""
