"""Verbs of trajectories and teams, a file for each sort."""
