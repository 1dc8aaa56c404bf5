"""Ties, landings, menu and letters of this capability; imported when the app is ready."""
