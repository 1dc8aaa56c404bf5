"""The editable content that ships: templates, questions, themes, letters, answers, words.

The texts live in `content/*.toml`, in their languages, each with an audience; `reading.py` loads and checks them
and is the only door. Nothing here knows Django or a school: a school that edits a text gets its own copy elsewhere.
"""
