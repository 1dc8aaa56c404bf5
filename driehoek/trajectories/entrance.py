"""What this capability tells those below it; imported when the app is ready."""

from . import path_entrance, team_entrance, year_entrance  # noqa: F401  (each fills its registries)
