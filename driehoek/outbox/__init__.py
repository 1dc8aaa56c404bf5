"""WORDS OUT: one Message row a letter, put in the transaction that causes it, sent by the worker.

States: waiting → sent | dropped (no longer wanted) | failed (given up, a person looks) | printed (paper).
A row is claimed by conditional update with a lease, so that a killed worker loses nothing; at most the one letter
that was under way goes twice, with the same Message-ID. Only this folder imports mail and HTTP.
"""
