"""A meeting (bijeenkomst) from preparation to report: programme, run-book, tables, the evening itself.

States: draft → ready → running → harvest → reported (`rules.TRANSITIONS`). The occasion (title, time, place) is the
invitations'. `services/` holds a file per subject: plan (meeting and programme), preparation, attendance, seating.
"""
