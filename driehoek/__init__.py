"""Driehoek: school, home and pupil, with the pupil's development in the middle."""

__version__ = "0.1.0"
