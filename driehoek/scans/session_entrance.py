"""Who takes part in a session of the team, and where its code leads."""
