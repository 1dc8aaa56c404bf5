"""Votes on statements: what is shared, where voices differ, and ways of looking, only when they are really there.

`votes.py` is the matrix and `io.py` reads it; `counts.py`, `exact.py` and `verdicts.py` judge each statement with the roles apart;
`axes.py` and `groups.py` find groups as Polis does, `gate.py` says whether they may be believed, `groupstats.py` what sets them apart;
`look.py` puts all together, `answer.py` and `command.py` are `driehoek opinions`. Nothing is imported here: numpy is large.
"""
