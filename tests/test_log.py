"""The log of decisions: chained, append-only, robust against a crash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.errors import LogBrokenError
from woo_tool.log import START, append, read_log
from woo_tool.model import Choice


def choice(name: str = "Jip Terpstra", reason: str = "") -> Choice:
    return Choice(
        by=name,
        action="approve",
        target="mark:00aa@0001/1:3-9",
        from_="proposed",
        to="approved",
        grounds=("5.1.2.e",),
        reason=reason,
    )


def test_an_empty_log_has_the_start_as_head(tmp_path: Path) -> None:
    assert read_log(tmp_path / "decisions.jsonl").head == START


def test_a_line_holds_what_the_contract_says(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [choice(reason="naam van een medewerker")])
    record = json.loads(path.read_text(encoding="utf-8"))
    content = {key: value for key, value in record.items() if key != "hash"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert record["hash"] == hashlib.sha256(text.encode()).hexdigest()
    assert record["prev"] == "0" * 64
    assert sorted(record) == sorted(
        ["seq", "at", "by", "action", "target", "from", "to", "grounds", "reason", "bulk", "prev",
         "hash"]
    )  # fmt: skip


def test_each_record_follows_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [choice(), choice("Noor Ačkar")])
    state = append(path, [choice("Ü. Yılmaz")])
    assert [item.seq for item in state.decisions] == [1, 2, 3]
    assert [item.prev for item in state.decisions[1:]] == [
        item.hash for item in state.decisions[:-1]
    ]
    assert read_log(path) == state


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("approve", "rejects"),
        ("Jip Terpstra", "Jip Terpstre"),
        ('"seq":2', '"seq":3'),
        ('"bulk":false', '"bulk":true '),
    ],
)
def test_a_changed_line_breaks_the_chain(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [choice(), choice(), choice()])
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(old, new)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(LogBrokenError, match="regel 2"):
        read_log(path)


def test_a_removed_line_breaks_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [choice(), choice(), choice()])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[2], encoding="utf-8")
    with pytest.raises(LogBrokenError, match="regel 2"):
        read_log(path)


@given(cut=st.integers(min_value=1, max_value=400), reason=st.text(max_size=40))
def test_a_log_cut_anywhere_keeps_its_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, cut: int, reason: str
) -> None:
    path = tmp_path_factory.mktemp("log") / "decisions.jsonl"
    append(path, [choice(), choice(reason=reason)])
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    path.write_bytes(whole[: max(first, len(whole) - cut)])
    state = read_log(path)
    complete = len(whole) - cut >= len(whole) - 1
    assert len(state.decisions) == (2 if complete else 1)
    after = append(path, [choice("Daarna")])
    assert [item.by for item in read_log(path).decisions][-1] == "Daarna"
    assert len(after.decisions) == len(state.decisions) + 1


def test_a_half_line_is_set_aside_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [choice()])
    with path.open("ab") as file:
        file.write(b'{"seq":2,"by":"half')
    assert read_log(path).torn == b'{"seq":2,"by":"half'
    append(path, [choice()])
    assert b"half" in path.with_name("decisions.jsonl.afgebroken").read_bytes()
    assert b"half" not in path.read_bytes()
