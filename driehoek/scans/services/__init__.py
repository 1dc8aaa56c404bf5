"""Verbs of the scan."""
