"""PAPER: plain values in, bytes out.

What a school pins up, hands out or sends in an envelope: letters, run-book, table signs, sign-in list, poster,
report; and the invitation as a calendar file. Nothing here reads the database or knows a model: callers give small
frozen dataclasses with strings that are already in the reader's language. Only the fixed words of a document
('Tijd', 'Wie') are looked up here, in the document's language.

`typesetting.typeset` is the one door to Typst: it sets every PDF as PDF/UA-1 and takes any warning for an error.
"""
