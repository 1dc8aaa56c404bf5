"""The trajectory as one path, and the teams that walk it.

A trajectory is made from a template (strategy, quality card, single meeting, presence). It has steps with days counted back from its
evening, around holidays; each step has tasks and may lead to one thing elsewhere (a session, a meeting, a plan, a team). A step
waits, is under way, is done or was left out. Teams: action team (one meeting), partnership team (the programme), working group.
"""
