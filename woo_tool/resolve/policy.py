"""What happens by default to what was found (rules/policy.yaml): per role, and per kind."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Self

from pydantic import model_validator

from woo_tool.grounds import faults
from woo_tool.kinds import Action, Label, Law, Role
from woo_tool.rules import Rule, rules


class Line(Rule):
    """One line of the policy: what is done, on which grounds, and why."""

    action: Action
    wob: tuple[str, ...]
    woo: tuple[str, ...]
    reason: str
    basis: str
    status: str
    owner: bool = False

    def grounds(self, law: Law) -> tuple[str, ...]:
        """The grounds under one law; also of a line that keeps, for who redacts it all the same."""
        return self.wob if law == Law.WOB else self.woo


class Policy(Rule):
    """The whole of rules/policy.yaml; complete and right in law, or it doesn't load."""

    role_order: tuple[Role, ...]
    protected: tuple[Role, ...]
    also_official: tuple[Role, ...]
    former_reason: str
    addressees: re.Pattern[str]
    keep_rules: dict[str, str]
    general_numbers: tuple[re.Pattern[str], ...]
    general_extensions: tuple[re.Pattern[str], ...]
    persons: dict[Role, Line]
    labels: dict[Label, Line]

    @property
    def kept_roles(self) -> frozenset[Role]:
        """The roles whose names stay readable."""
        return frozenset(r for r, line in self.persons.items() if line.action == Action.KEEP)

    def included(self, public: Collection[Role]) -> tuple[Role, ...]:
        """The roles that these public ones include, so that they don't speak against them. Who
        signs in the name of the body may well be its director, but is no policy officer."""
        if set(public) & (set(self.also_official) - {Role.SIGNATORY}):
            return (Role.OFFICIAL, Role.DIRECTOR)
        return (Role.DIRECTOR,) if Role.SIGNATORY in public else ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for what, missing in (
            ("role_order", set(Role) - set(self.role_order)),
            ("persons", set(Role) - set(self.persons)),
            ("labels", set(Label) - set(self.labels) - {Label.PERSON}),
        ):
            if missing:
                raise ValueError(f"{what}: hier ontbreekt {', '.join(sorted(missing))}")
        return self

    @model_validator(mode="after")
    def _right_in_law(self) -> Self:
        lines: list[tuple[str, Line]] = [*self.persons.items(), *self.labels.items()]
        for name, line in lines:
            for law in Law:
                for fault in faults(line.grounds(law), law):
                    raise ValueError(f"{name}.{law}: {fault}")
        return self

    @model_validator(mode="after")
    def _suggestions_ask(self) -> Self:
        for label, line in self.labels.items():
            if label.is_suggestion and line.action != Action.ASK:
                raise ValueError(f"labels.{label}: een suggestie is altijd 'ask'")
        return self


@cache
def policy() -> Policy:
    """The shipped policy. Raises RulesError when a line is missing or cites a wrong ground."""
    loaded: Policy = rules("policy.yaml", Policy)
    return loaded
