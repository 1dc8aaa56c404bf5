"""Menu of the plan, and what an action came from; imported when the app is ready."""
