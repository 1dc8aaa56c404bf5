"""What this capability tells those below it; imported when the app is ready."""

from driehoek.plans.typed_names import register_typed_names

from . import path_entrance, team_entrance, year_entrance  # noqa: F401  (each fills its registries)
from .models import Candidate, Member

register_typed_names(lambda: Member.objects.values_list("name"), lambda: Candidate.objects.values_list("name"))
