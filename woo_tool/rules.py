"""Loading of rules/*.yaml: law, policy, patterns and texts as data, checked when they are read."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from woo_tool.errors import RulesError, WooError
from woo_tool.resources import data_path

T = TypeVar("T")


class Rule(BaseModel):
    """Base of everything read from a rule file: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _day(value: object) -> object:
    """Only a date as jjjj-mm-dd of the years 1900-2099: a bare number would be read as seconds
    since 1970, and terms are counted from it."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"(19|20)\d{2}-\d{2}-\d{2}", value.strip()):
        return value.strip()
    raise ValueError("hier hoort een datum te staan (jjjj-mm-dd)")


Day = Annotated[dt.date, BeforeValidator(_day)]
"""A date in a file that people write."""


_OTHERWISE = frozenset({"bool", "timestamp"})
"""Types that YAML 1.1 recognises and we read in another way."""


class _StrictLoader(yaml.SafeLoader):
    """A YAML reader that refuses a key given twice."""


def _mapping_without_doubles(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            line = key_node.start_mark.line + 1
            raise yaml.YAMLError(f"sleutel '{key}' staat er twee keer (regel {line})")
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


# YAML 1.2: only true and false are booleans, so that "on" can be a key and "no" a word.
# Dates stay text, so that a wrong one (30 February) is reported with its key by the schema.
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag.rpartition(":")[2] not in _OTHERWISE]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_StrictLoader.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_doubles
)


_YAML_FAULTS = (
    ("mapping values are not allowed", 'hier hoort geen dubbele punt; zet de tekst tussen "…"'),
    ("could not find expected ':'", "er ontbreekt een dubbele punt achter een sleutel"),
    ("cannot start any token", "dit teken mag hier niet staan (gebruik spaties, geen tabs)"),
    ("expected ',' or", "een lijst tussen haken is niet afgesloten, of er ontbreekt een komma"),
    ("while scanning a quoted scalar", "een aanhalingsteken is niet gesloten"),
    ("unexpected end of stream", "een aanhalingsteken of haak is niet gesloten"),
    ("expected <block end>", "de regels springen niet gelijk in"),
    ("could not determine a constructor", "dit soort waarde is niet toegestaan"),
    ("undefined alias", "deze verwijzing bestaat niet"),
    ("special characters are not allowed", "er staat een onzichtbaar teken in"),
    ("recursion", "de inhoud is te diep genest"),
)


def _yaml_fault(problem: str) -> str:
    """PyYAML's fault in Dutch; our own (a key given twice) is Dutch already."""
    if problem.startswith("sleutel "):
        return problem
    return next(
        (dutch for english, dutch in _YAML_FAULTS if english in problem), "de opmaak klopt niet"
    )


def parse_yaml(text: str, where: str, error: type[WooError]) -> Any:
    """The content of a YAML text; a fault is raised as ``error`` with the line, in Dutch."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f" op regel {mark.line + 1}" if mark is not None else ""
        what = _yaml_fault(getattr(fault, "problem", None) or str(fault))
        raise error(f"dit is geen geldige YAML{line}: {what}", where=where) from fault


_FAULTS = {
    "missing": "dit veld ontbreekt",
    "extra_forbidden": "dit veld is niet bekend",
    "string_type": "hier hoort tekst te staan",
    "int_type": "hier hoort een geheel getal te staan",
    "int_parsing": "hier hoort een geheel getal te staan",
    "bool_type": "hier hoort true of false te staan",
    "bool_parsing": "hier hoort true of false te staan",
    "date_type": "hier hoort een datum te staan (jjjj-mm-dd)",
    "date_parsing": "hier hoort een datum te staan (jjjj-mm-dd)",
    "date_from_datetime_parsing": "hier hoort een datum te staan (jjjj-mm-dd)",
    "date_from_datetime_inexact": "hier hoort een datum zonder tijd te staan (jjjj-mm-dd)",
    "enum": "deze waarde is niet toegestaan",
    "literal_error": "deze waarde is niet toegestaan",
    "list_type": "hier hoort een lijst te staan",
    "tuple_type": "hier hoort een lijst te staan",
    "dict_type": "hier horen velden met een waarde te staan",
    "model_type": "hier horen velden met een waarde te staan",
    "model_attributes_type": "hier horen velden met een waarde te staan",
}


def describe_fault(fault: ValidationError) -> str:
    """The first faults of a validation, in Dutch: the key, what is wrong, what was expected."""
    lines = []
    for item in fault.errors(include_url=False)[:5]:
        key = ".".join(str(part) for part in item["loc"]) or "(geheel)"
        if item["type"] == "value_error":
            text = str(item["ctx"]["error"]) if "ctx" in item else item["msg"]
        else:
            text = _FAULTS.get(item["type"], item["msg"])
        expected = item.get("ctx", {}).get("expected")
        lines.append(f"{key}: {text}" + (f"; kies uit {expected}" if expected else ""))
    return "\n  ".join(lines)


def validate(data: object, schema: type[T] | Any, where: str, error: type[WooError]) -> T:
    """``data`` as ``schema`` (a pydantic model or type); a fault is raised as ``error``."""
    try:
        return TypeAdapter(schema).validate_python(data)  # type: ignore[no-any-return]
    except ValidationError as fault:
        raise error(describe_fault(fault), where=where) from fault


def load_rules(path: Path, schema: type[T]) -> T:
    """A rule file, checked against ``schema``. Raises RulesError naming file, key and fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RulesError(
            f"dit bestand kan niet worden gelezen ({fault})", where=str(path)
        ) from fault
    return validate(parse_yaml(text, str(path), RulesError), schema, str(path), RulesError)


@cache
def rules(name: str, schema: type[T]) -> T:
    """The shipped rule file ``rules/<name>``, read once."""
    return load_rules(data_path("rules", *name.split("/")), schema)
