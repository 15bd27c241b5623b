"""The documentation says what the code does: read from the commands, the schemas and the page."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from woo_tool import errors
from woo_tool.cli import woo
from woo_tool.documents_csv import COLUMNS
from woo_tool.kinds import Judgement, Label, Role, Status
from woo_tool.overview.register import COLUMNS as REGISTER
from woo_tool.overview.style import form_names
from woo_tool.people import PersonRule
from woo_tool.request import ItemStatus, Request

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "docs" / "handleiding.md"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:woo_tool|rules|models|samples|tests|benchmarks|docs)/[\w./-]*)`")


def sections(page: Path, level: int) -> dict[str, str]:
    """The text below each heading of this level, up to the next heading of it or a higher one."""
    text = page.read_text(encoding="utf-8")
    parts = re.split(rf"^(?:#{{1,{level - 1}}}|(#{{{level}}})) (.+)$", text, flags=re.MULTILINE)
    triples = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {title: body for mark, title, body in triples if mark}


def first_cells(text: str) -> set[str]:
    """Every name in backquotes in the first cell of a table's rows."""
    rows = re.findall(r"^\| (`[^|]*`|\d+) \|", text, flags=re.MULTILINE)
    return {name.strip("`") for row in rows for name in row.split(", ")}


def options(command: click.Command) -> set[str]:
    """The long options of a command."""
    return {
        name
        for param in command.params
        if isinstance(param, click.Option)
        for name in param.opts
        if name.startswith("--")
    }


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Every key of a YAML file, dotted, from its schema."""
    for name, field in model.model_fields.items():
        yield prefix + (field.alias or name)
        for inner in dict.fromkeys(models(field.annotation)):
            yield from keys(inner, f"{prefix}{name}.")


def models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models(part)


def exit_codes(kind: type[errors.WooError] = errors.WooError) -> set[int]:
    below = [code for sub in kind.__subclasses__() for code in exit_codes(sub)]
    return {kind.exit_code, *below}


def anchors(page: Path) -> set[str]:
    """The anchors of headings, as GitHub makes them."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", sorted(woo.commands))
def test_every_command_and_option_has_its_place_in_the_manual(name: str) -> None:
    told = sections(MANUAL, 3)[f"woo {name}"]
    assert set(re.findall(r"--[a-z][a-z-]+", told)) == options(woo.commands[name])


def test_the_manual_knows_no_command_that_is_gone() -> None:
    told = {title.removeprefix("woo ") for title in sections(MANUAL, 3) if title[:4] == "woo "}
    assert told == set(woo.commands)


def test_examples_use_commands_and_options_that_exist() -> None:
    everything = set().union(*map(options, woo.commands.values())) | {"--help", "--version"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for line in re.findall(r"(?:^|`)(woo [a-z][^`\n]*)", text, flags=re.MULTILINE):
            assert line.split()[1] in woo.commands, line
            assert set(re.findall(r"--[a-z][a-z-]+", line)) <= everything, line


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("Het verzoek: request.yaml", set(keys(Request))),
        ("De lijst van stukken: documents.csv", {*COLUMNS, *Judgement}),
        ("Wie is wie: people.yaml", {*PersonRule.__slots__, *Role} - {"by"}),
        ("Het overzicht uit het zaakregister", set(REGISTER)),
    ],
    ids=["request.yaml", "documents.csv", "people.yaml", "register"],
)
def test_every_key_and_column_is_explained_and_none_that_is_gone(
    section: str, names: set[str]
) -> None:
    assert first_cells(sections(MANUAL, 2)[section]) == {str(name) for name in names}


def test_the_values_that_people_choose_from_are_explained() -> None:
    manual = sections(MANUAL, 2)
    request, documents = (
        manual["Het verzoek: request.yaml"],
        manual["De lijst van stukken: documents.csv"],
    )
    assert [value for value in typing.get_args(ItemStatus) if f"`{value}`" not in request] == []
    assert [value for value in Status if f"`{value}`" not in documents] == []
    assert first_cells(manual["Wat telt als beslist"]) == {
        str(label) for label in Label if label.is_suggestion
    }


def test_every_exit_code_is_listed() -> None:
    told = first_cells(sections(MANUAL, 2)["Meldingen en afsluitcodes"])
    assert {int(code) for code in told if code.isdigit()} == exit_codes() | {0, 130}


def test_the_keys_of_the_review_page_are_those_of_its_own_help() -> None:
    templates = sorted((ROOT / "woo_tool" / "review" / "templates").glob("*.html"))
    pages = "".join(page.read_text(encoding="utf-8") for page in templates)
    keyboard = set(re.findall(r"<kbd>(.+?)</kbd>", pages))
    assert len(keyboard) > 20
    told = sections(MANUAL, 2)["De beoordelingspagina"]
    assert [key for key in sorted(keyboard) if f"`{key}`" not in told] == []


def test_every_form_of_an_overview_is_explained() -> None:
    told = sections(MANUAL, 2)["Het overzicht uit het zaakregister"]
    table = re.search(r"^\| vorm \|.*\n.*\n((?:\|.*\n)+)", told, flags=re.MULTILINE)
    assert table is not None
    assert set(re.findall(r"^\| (\w+)", table[1], flags=re.MULTILINE)) == set(form_names())


def test_the_example_of_a_request_is_accepted() -> None:
    from woo_tool.request import parse_request

    block = re.search(
        r"```yaml\n(.*?)```", sections(MANUAL, 2)["Het verzoek: request.yaml"], re.DOTALL
    )
    assert block is not None
    assert parse_request(block[1]).reference == "VB-2024.0101"


def test_the_example_of_people_is_accepted() -> None:
    from woo_tool.people import parse_people

    block = re.search(
        r"```yaml\n(.*?)```", sections(MANUAL, 2)["Wie is wie: people.yaml"], re.DOTALL
    )
    assert block is not None
    assert [rule.role for rule in parse_people(block[1])] == [Role.ACCUSED]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_of_the_repository_that_is_named_exists(page: Path) -> None:
    named = _PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tables_are_whole(page: Path) -> None:
    rows = re.findall(r"((?:^\|.*\|$\n)+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for table in rows:
        assert len({line.count("|") for line in table.splitlines()}) == 1, table.splitlines()[0]
