"""Where the font packages keep their files, so that static files can serve them to staff pages.

Guests get no web font: an old phone on a small data bundle reads with the letters that it has.
In settings: `STATICFILES_DIRS = [("fonts", folder) for folder in FONT_FOLDERS]`; the style sheet is `web/css/fonts.css`.
"""

from importlib.util import find_spec
from pathlib import Path


def files_of(package: str) -> Path:
    """Return the folder with the font files of an installed `fontpkg_…` package, without importing it.

    Raises:
        ModuleNotFoundError: it is not installed. Better at start-up than as letters that silently differ.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"font package {package} is not installed", name=package)
    return Path(next(iter(spec.submodule_search_locations))) / "files"


FONT_FOLDERS: list[Path] = [files_of("fontpkg_nunito_sans"), files_of("fontpkg_bricolage_grotesque")]
