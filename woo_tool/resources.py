"""Where rules, the model and the samples lie: in the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

from woo_tool.errors import EnvironmentFaultError

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"


def data_path(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. ``data_path("rules", "grounds.yaml")``.

    Raises EnvironmentFaultError when it isn't there.
    """
    root = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
    path = root.joinpath(*parts)
    if not path.exists():
        raise EnvironmentFaultError(
            "dit onderdeel van het programma ontbreekt.",
            where=str(path),
            advice="Installeer het programma opnieuw (make demo, of pip install van de wheel).",
        )
    return path
