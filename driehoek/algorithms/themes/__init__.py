"""Guided sorting: for every note the likely themes, most likely first. It proposes; a person decides."""
