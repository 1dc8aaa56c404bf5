"""Contributions (inbreng) from everywhere, and the themes they belong to.

Kinds: experience, goes_well, difficult, need, wish, expectation, tip, offer, question. Voices: parents, school, pupil.
States of a contribution: waiting → approved | parked (a personal case, kept from the screen). Anonymous is anonymous:
such a row has a random key, a coarse day, no trail row and no tie to who gave it.
"""
