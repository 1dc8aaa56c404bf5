"""WHO MAY: `policy.py` is the table, `gate.py` the door, `trail.py` the record, `limits.py` the brake.

Staff have one account with a membership per school. Parents and helpers of one evening have no account:
a personal link or printed code opens one thing, for a stated time (`codes.py`).
"""
