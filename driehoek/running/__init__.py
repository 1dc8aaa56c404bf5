"""RUNNING: what keeps an installation going: serve, work, migrate, the first school, the doctor. No screens."""
