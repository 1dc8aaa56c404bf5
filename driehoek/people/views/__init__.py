"""Screens, by what somebody comes for: people, roster, accounts."""
