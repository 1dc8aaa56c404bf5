"""What the screens of the scan show."""
