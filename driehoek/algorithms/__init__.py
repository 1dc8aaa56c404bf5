"""The hard algorithms as plain Python: no Django, no database, no clock.

Each folder is one algorithm that can be read, tested and reused alone, and that is also a command
(`driehoek division plan IN OUT`). Values go in, values come out; time and randomness are passed in.
"""
