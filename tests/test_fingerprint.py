"""A cache key holds all code that its value depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from woo_tool.fingerprint import code_fingerprint, sources

_FILES = {
    "__init__.py": "",
    "stage/__init__.py": "from top.stage.work import run",
    "stage/work.py": "from top.low import NOUN\nimport top.deep\nimport json",
    "stage/other.py": "def later():\n    from top import (\n        lists,\n    )",
    "low.py": "from top.lower import THING",
    "lower.py": "from top.low import NOUN",
    "deep/__init__.py": "",
    "deep/unused.py": "",
    "lists.py": "",
    "elsewhere.py": "",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, text in _FILES.items():
        path = tmp_path / "top" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_package_depends_on_all_of_its_modules_and_on_what_they_import(package: Path) -> None:
    found = {str(path.relative_to(package / "top")) for path in sources("top.stage", package)}

    assert found == set(_FILES) - {"deep/unused.py", "elsewhere.py"}


def test_a_module_depends_on_what_it_imports_alone(package: Path) -> None:
    found = {str(path.relative_to(package / "top")) for path in sources("top.low", package)}

    assert found == {"low.py", "lower.py"}


@pytest.mark.parametrize("stage", ["extract", "detect", "redact", "verify", "steps.resolving"])
def test_the_shared_nouns_are_in_the_key_of_every_stage(stage: str) -> None:
    names = {path.name for path in sources(f"woo_tool.{stage}")}

    assert {"kinds.py", "model.py"} <= names
    assert "app.py" not in names, "the review page changes no work"
    assert len(code_fingerprint(stage)) == 16


def test_no_stage_depends_on_another() -> None:
    stages = {"extract", "detect", "redact", "verify"}

    for stage in stages:
        assert {path.parent.name for path in sources(f"woo_tool.{stage}")} & stages == {stage}
