"""Who is asked for what, by which link or letter; replies, reminders and reach.

An *occasion* is what people are asked to; a meeting, later a scan or a round of conversations, hangs on one.
A *household* is invited once per occasion, through the class of its youngest child, in the name of that class' mentor.
"""
