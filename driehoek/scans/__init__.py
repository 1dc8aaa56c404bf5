"""The scan of the five partnerships: where the school stands, as the start of a conversation and never as a mark.

The session of the team comes first and is enough by itself. A questionnaire (`Instrument`, with versions) is asked in a `Fielding`;
who is asked is a `Ticket`, what is answered a `Submission`, and nothing ties the two. After closing only a `Result` is left:
figures that may be shown. States of a fielding: draft → open → closed.
"""
