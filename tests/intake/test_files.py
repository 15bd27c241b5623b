"""Which files are taken in: all of them, once, under a name that is theirs alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from woo_tool.errors import InputError
from woo_tool.intake import SourceFile, collect, left_out, read_file
from woo_tool.kinds import Status


def _tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return root


def _names(paths: list[Path]) -> list[str]:
    return [source.name for source in collect(paths)]


def test_folders_are_walked_in_order_and_files_keep_their_bare_name(tmp_path: Path) -> None:
    _tree(tmp_path, "map/b.txt", "map/a/z.txt", "map/c/1.pdf", "los.eml")
    assert _names([tmp_path / "map", tmp_path / "los.eml"]) == [
        "b.txt",
        "a/z.txt",
        "c/1.pdf",
        "los.eml",
    ]


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    _tree(tmp_path, "map/a.txt")
    assert _names([tmp_path / "map", tmp_path / "map" / "a.txt"]) == ["a.txt"]


def test_files_of_the_system_are_left_out_but_listed(tmp_path: Path) -> None:
    system = [".DS_Store", "Thumbs.db", "~$nota.docx", "__MACOSX/._a.txt", ".~lock.a.odt#"]
    _tree(tmp_path, *system, "a.txt", ".verborgen.txt")
    assert sorted(_names([tmp_path])) == [".verborgen.txt", "a.txt"]
    assert sorted(source.name for source in left_out([tmp_path])) == sorted(system)


def test_two_files_of_one_name_are_refused_with_both_paths(tmp_path: Path) -> None:
    _tree(tmp_path, "een/a.txt", "twee/a.txt")
    with pytest.raises(InputError) as caught:
        collect([tmp_path / "een", tmp_path / "twee"])
    for folder in ("een", "twee"):
        assert str(tmp_path / folder / "a.txt") in caught.value.message


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        collect([tmp_path / "weg"])


@pytest.mark.parametrize("target", ["buiten.txt", "buitenmap"])
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, target: str) -> None:
    _tree(tmp_path, "buiten.txt", "buitenmap/x.txt", "map/a.txt")
    (tmp_path / "map" / "link").symlink_to(tmp_path / target)
    with pytest.raises(InputError, match="buiten de map"):
        collect([tmp_path / "map"])


def test_links_inside_the_folder_add_nothing(tmp_path: Path) -> None:
    _tree(tmp_path, "map/a.txt")
    (tmp_path / "map" / "kring").symlink_to(tmp_path / "map")
    (tmp_path / "map" / "b.txt").symlink_to(tmp_path / "map" / "a.txt")
    assert _names([tmp_path / "map"]) == ["a.txt"]


@pytest.mark.parametrize(
    ("on_disk", "name"),
    [
        (b"regel\neinde.txt", "regel\ufffdeinde.txt"),
        (b"caf\xe9.txt", "caf\ufffd.txt"),
        ("e\u0301e\u0301n.txt".encode(), "één.txt"),
        ("fdp.\u202etxt".encode(), "fdp.\ufffdtxt"),
        ("名前 名.txt".encode(), "名前 名.txt"),
    ],
)
def test_odd_names_can_be_printed_and_read(tmp_path: Path, on_disk: bytes, name: str) -> None:
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), on_disk)))  # noqa: PTH118
    path.write_text("Beste Noor")
    (source,) = collect([tmp_path])
    assert source.name == name
    assert source.name.encode()
    part = read_file(source)
    assert part.status is Status.OK
    assert part.title.isprintable()


def test_a_device_a_broken_link_and_a_vanished_file_become_rows(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    (tmp_path / "stuk").symlink_to(tmp_path / "weg")
    parts = [read_file(source) for source in collect([tmp_path])]
    parts.append(read_file(SourceFile(tmp_path / "nooit", "nooit")))
    assert [part.status for part in parts] == [Status.UNREADABLE] * 3
    assert all(part.reason for part in parts)


def test_a_link_that_leads_to_itself_is_listed(tmp_path: Path) -> None:
    (tmp_path / "rond").symlink_to("rond")
    (source,) = collect([tmp_path])
    assert not read_file(source).status.readable
