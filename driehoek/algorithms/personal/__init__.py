"""What in a note points at a person, and whether it attacks somebody. It points out; a person decides."""
