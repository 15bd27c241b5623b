"""``woo scan``: what it prints, why a name stays, and input that nobody would expect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from woo_tool.commands.scan import scan

NAME = "Saskia Roozenbeek"

#: Odd texts with the name in them, as the bytes of a file.
ODD = {
    "a long line": (f"Dit is een zin van {NAME} over beleid. " * 40).encode(),
    "control characters": f"{NAME}\x07 zei\x0b dat\x1b[31m het\r\nmag\x85.\n".encode(),
    "right to left": f"محمد الخطابي \u202eeiknas\u202c en {NAME}.\n".encode(),
    "emoji": f"Hoi 👩‍👩‍👧 van {NAME} 😀!\n".encode(),
    "byte order mark": f"\ufeff{NAME} belde Zoë.\n".encode(),
    "decomposed": f"Zoe\u0308 en {NAME} belden.\n".encode(),
    "no-break space": f"De brief van {NAME.replace(' ', chr(0xA0))} is er.\n".encode(),
    "utf-16": f"{NAME} belde Zoë.\n".encode("utf-16"),
    "latin-1": f"{NAME} belde Zoë.\n".encode("latin-1"),
}

#: What can't be read is named with the reason, and is exit 1.
UNREADABLE = {
    "empty": (b"", "leeg"),
    "binary": (bytes(range(256)) * 40, "niet gelezen"),
    "no pdf": (b"%PDF-1.4 nonsense", "beschadigd"),
}


def _objects(path: Path, capsys: pytest.CaptureFixture[str], *, explain: bool = False) -> Any:
    code = scan([path], "woo", None, jsonl=True, as_text=False, explain=explain)
    head, *found = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    return code, head, found


@pytest.mark.parametrize("data", ODD.values(), ids=ODD.keys())
def test_odd_text_is_searched_and_offsets_are_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    path = tmp_path / "stuk.txt"
    path.write_bytes(data)
    code, head, found = _objects(path, capsys)
    assert (code, head["pages"]) == (0, 1)
    assert any(NAME in " ".join(one["text"].split()) for one in found)
    if found[0]["page"] is None:
        text = data.decode()
        assert all(text[one["start"] : one["end"]] == one["text"] for one in found)


@pytest.mark.parametrize(("data", "why"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, why: str
) -> None:
    path = tmp_path / "stuk.txt"
    path.write_bytes(data)
    code, head, found = _objects(path, capsys)
    assert (code, found) == (1, [])
    assert why in head["reason"]


def test_every_finding_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "stuk.txt"
    path.write_text(
        f"BSN 111222333. Minister Karin Vinkesteijn tekent.\n\nVan {NAME}, 06-12345678.\n",
        encoding="utf-8",
    )
    code, _, found = _objects(path, capsys, explain=True)
    assert code == 0
    assert all(one["rules"] and one["reason"] and 0 < one["score"] <= 1 for one in found)
    (kept,) = [one for one in found if one["action"] == "keep"]
    assert kept["reason"].endswith(
        f"zo genoemd in {path}, p. 1: “Minister Karin Vinkesteijn tekent”"
    )
    scan([path], "woo", None, jsonl=False, as_text=False, explain=True)
    shown = capsys.readouterr().out
    assert "laten staan" in shown
    assert "regels: layout:functie, model; score" in shown
