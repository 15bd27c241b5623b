"""rules/policy.yaml and rules/office_holders.yaml: complete, and right in law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from woo_tool.errors import RulesError
from woo_tool.grounds import faults
from woo_tool.kinds import Action, Label, Law, Role
from woo_tool.resolve.build import OfficeHolder
from woo_tool.resolve.policy import Policy, policy
from woo_tool.resources import data_path
from woo_tool.rules import load_rules, validate

TEXT = data_path("rules", "policy.yaml").read_text(encoding="utf-8")


def test_every_role_and_kind_has_citable_grounds_for_both_laws() -> None:
    lines = [policy().persons[role] for role in Role]
    lines += [policy().labels[label] for label in Label if label != Label.PERSON]
    for line in lines:
        for law in Law:
            assert not faults(line.grounds(law), law)
        assert line.reason
        assert line.basis
        assert line.status in ("VERIFIED", "FROM MEMORY")


def test_what_stays_is_a_closed_list() -> None:
    assert policy().kept_roles == {
        Role.OFFICE_HOLDER,
        Role.TOP_OFFICIAL,
        Role.SPOKESPERSON,
        Role.SIGNATORY,
        Role.PUBLIC_FIGURE,
    }
    assert all(
        (line.action == Action.ASK) == label.is_suggestion
        for label, line in policy().labels.items()
    )


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("persons", "official"), None, "persons: hier ontbreekt official"),
        (("labels", "NL_BSN"), None, "labels: hier ontbreekt NL_BSN"),
        (("persons", "official", "woo"), ["10.2.e"], "official.woo: 10.2.e hoort bij de Wob"),
        (("persons", "official", "wob"), [], "official.wob: er is geen grond"),
        (("labels", "OPINION", "woo"), ["5.2.2"], "OPINION.woo"),
        (("labels", "OPINION", "action"), "redact", "een suggestie is altijd 'ask'"),
        (("persons", "official", "actie"), "x", "persons.official.actie: dit veld is niet bekend"),
        (("role_order",), ["official"], "role_order: hier ontbreekt"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, path: tuple[str, ...], value: object, fault: str) -> None:
    data: dict[str, Any] = yaml.safe_load(TEXT)
    place = data
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    file = tmp_path / "policy.yaml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(RulesError) as raised:
        load_rules(file, Policy)
    assert fault in raised.value.message
    assert str(file) in raised.value.message


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"name": "A. Berg"}, "schrijf voornaam en achternaam"),
        ({"name": "Anna Berg", "until": "2000-01-01"}, "until ligt voor since"),
        ({"name": "Anna Berg", "role": "official"}, "deze waarde is niet toegestaan"),
    ],
)
def test_an_office_holder_is_checked(entry: dict[str, str], fault: str) -> None:
    whole = {"role": "office_holder", "function": "minister", "since": "2010-01-01", **entry}
    with pytest.raises(RulesError, match=fault):
        validate(whole, OfficeHolder, "office_holders.yaml", RulesError)
