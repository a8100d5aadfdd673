"""Builds the parts, joins them, starts and stops them in order; nobody else knows them all."""
