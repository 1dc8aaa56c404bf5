"""TENANT: boards, schools and school years; which school is open; what each field is for and when it ends.

`scoping.py` alone knows the current school. `walls.py` builds the second wall, row-level security, on PostgreSQL.
`privacy.py` sorts every field (public, personal, sealed); `sealing.py` encrypts the sealed ones.
"""
