"""A meeting (bijeenkomst) from preparation to report: programme, run-book, tables, the evening itself.

States: draft → ready → running → harvest → reported. The occasion (title, time, place) is the invitations'.
"""
