"""Screens, by who sits at them."""
