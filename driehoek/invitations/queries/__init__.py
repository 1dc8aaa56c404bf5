"""What the screens of inviting show."""
