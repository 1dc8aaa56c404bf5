"""Households, guardians, pupils, classes and staff; roster import.

Words: household = adres (on screen never 'huishouden'), guardian = ouder, school_class = groep (po) or klas (vo).
An e-mail address is a channel, not a person: two guardians may share one.
"""
