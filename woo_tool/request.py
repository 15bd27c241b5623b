"""request.yaml: the request, the authority, the dates and the options of a dossier."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from woo_tool import grounds
from woo_tool.date_order import order_faults
from woo_tool.errors import InputError, RequestError
from woo_tool.kinds import Law
from woo_tool.rules import Day, parse_yaml, validate

WOO_FROM = dt.date(2022, 5, 1)
"""First day of the Woo; older decisions fall under the Wob (Woo 10.1; ABRvS 18-05-2022)."""

ItemStatus = Literal["granted", "partly", "refused", "held_over", "already_public", "none_found"]


def _text(value: object) -> object:
    """Numbers that YAML recognises are text where text is asked."""
    return str(value) if isinstance(value, (int, float)) else value


Text = Annotated[str, BeforeValidator(_text)]


_BOARD = re.compile(
    r"\b(?:college|gedeputeerde staten|dagelijks bestuur|algemeen bestuur|raad van bestuur|"
    r"gemeenteraad|provinciale staten|raad van de gemeente)\b",
    re.IGNORECASE,
)


def _as_list(value: object) -> object:
    """One thing where a list may stand is a list of one."""
    return value if isinstance(value, (list, tuple)) else (value,)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Objection(_Part):
    """Where an objection is sent (Awb 3:45)."""

    body: Text
    unit: Text = ""
    address: tuple[Text, ...] = ()


class Authority(_Part):
    """The body that decides, and what of it stays readable: the fixed part of its phone numbers,
    its domains, and the local parts of its functional mailboxes (``mailboxes``). ``publish_at`` is
    the address at which the package will stand, for the sitemap."""

    name: Text
    decides: Text
    mandate: Text = ""
    signs: Text = ""
    unit: Text = ""
    address: tuple[Text, ...] = ()
    objection_to: Objection | None = None
    phone_trunk: tuple[Text, ...] = ()
    domains: tuple[Text, ...] = ()
    mailboxes: tuple[Text, ...] = ()
    website: Text = ""
    publish_at: Annotated[str, Field(pattern=r"^(https://[^\s/?#]+(/[^\s?#]*)?)?$")] = ""
    voice: Literal["auto", "ik", "wij"] = "auto"

    @property
    def speaks_as(self) -> Literal["ik", "wij"]:
        """How the letter speaks: a board of several people says "wij" (``voice`` says otherwise).

        Which bodies are boards: Gemeentewet 6, Provinciewet 6, Waterschapswet 10.
        """
        if self.voice != "auto":
            return self.voice
        return "wij" if _BOARD.search(self.decides) else "ik"


class Requester(_Part):
    """Who asked. ``publish_name`` decides whether the published letter shows the name."""

    name: Text
    salutation: Text = ""
    organisation: Text = ""
    address: tuple[Text, ...] = ()
    publish_name: bool = False


class RequestItem(_Part):
    """One thing that was asked, with its period and what became of it."""

    text: Text
    id: Text = ""
    period: tuple[Day, Day] | None = None
    status: ItemStatus | None = None
    reason: Text = ""

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Self:
        if self.period and self.period[0] > self.period[1]:
            raise ValueError("period: de einddatum ligt voor de begindatum")
        return self


class RequestBody(_Part):
    """The request itself."""

    received: Day
    subject: Text
    dated: Day | None = None
    items: tuple[RequestItem, ...] = ()
    document: str = ""

    @field_validator("items", mode="before")
    @classmethod
    def _plain_strings(cls, value: object) -> object:
        if not isinstance(value, (list, tuple)):
            return value
        return tuple({"text": item} if isinstance(item, str) else item for item in value)

    @model_validator(mode="after")
    def _letters(self) -> Self:
        """Items without an id get a, b, c..."""
        items = tuple(
            item if item.id else item.model_copy(update={"id": chr(ord("a") + place % 26)})
            for place, item in enumerate(self.items)
        )
        if len({item.id for item in items}) != len(items):
            raise ValueError("items: twee onderdelen hebben hetzelfde id")
        object.__setattr__(self, "items", items)
        return self


class Extension(_Part):
    """Extension of the term (Wob 6 lid 2; Woo 4.4 lid 2)."""

    on: Day
    weeks: int = Field(gt=0, le=52)
    reason: Text = ""


class Suspension(_Part):
    """Suspension of the term under Awb 4:8 (with Wob 6 lid 3 / Woo 4.4 lid 3) or Awb 4:15."""

    basis: Literal["4:8", "4:15"]
    notice: Day
    end: Day | None = None


class Contact(_Part):
    """A talk or message with the requester."""

    on: Day
    text: Text


class ThirdParty(_Part):
    """A party whose views were asked (Awb 4:8): what it said, and what the authority did with that
    and why (``effect``).

    ``people`` are the persons of the dossier that it is (ids of people.yaml, or names); they never
    stand in the letter.
    """

    name: Text
    asked: Day | None = None
    answered: Day | None = None
    objects: bool = False
    documents: tuple[Text, ...] = ()
    people: tuple[Text, ...] = ()
    view: Text = ""
    effect: Text = ""


class Procedure(_Part):
    """The course of the procedure."""

    acknowledged: Day | None = None
    extended: Extension | None = None
    suspended: tuple[Suspension, ...] = ()
    contacts: tuple[Contact, ...] = ()
    third_parties: tuple[ThirdParty, ...] = ()
    search: Text = ""


class OverviewChoice(_Part):
    """How the overview of a case register is made: its form (a name, or a YAML file beside
    request.yaml), the period, and registers of earlier years to compare with."""

    style: Text = "bzk"
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    previous: Annotated[tuple[Text, ...], BeforeValidator(_as_list)] = ()

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Self:
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError("until ligt voor from")
        return self

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it names: they stand beside request.yaml."""
        own = (self.style,) if self.style.endswith((".yaml", ".yml")) else ()
        return (*own, *self.previous)


class DecisionDates(_Part):
    """Date of the decision, and of sending it (publication in the sense of Awb 3:41)."""

    dated: Day | None = None
    sent: Day | None = None
    partial: bool = False


def _by_ground(value: object) -> object:
    """Reasons by the canonical code of their ground: people also write "5.1.2i"."""
    if not isinstance(value, dict):
        return value
    found: dict[str, object] = {}
    for code, reason in value.items():
        try:
            known = grounds.normalise(str(code))
        except InputError as fault:
            raise ValueError(f"{code}: {fault.what}") from None
        if known in found:
            raise ValueError(f"{code}: deze grond staat er twee keer")
        if not isinstance(reason, str) or not reason.strip():
            raise ValueError(f"{code}: hier hoort de reden als tekst te staan")
        if "NOG IN TE VULLEN" in reason:
            raise ValueError(f"{code}: hier staat nog een vraag in plaats van een reden")
        found[known] = " ".join(reason.split())
    return found


Reasons = Annotated[dict[str, str], BeforeValidator(_by_ground)]
"""The writer's own reason per ground, as plain text on one line."""


class Request(_Part):
    """The whole of request.yaml.

    ``overview`` says how the overview of a case register is made; a list gives more of them.
    ``reasons`` are what the writer of the letter says about a ground, in place of the question
    for it; ``reasons_five_years`` why it still holds after five years (Woo 5.3).
    """

    reference: Text
    authority: Authority
    request: RequestBody
    requester: Requester | None = None
    law: Literal["auto", "wob", "woo"] = "auto"
    four_eyes: bool = False
    procedure: Procedure = Procedure()
    decision: DecisionDates = DecisionDates()
    overview: Annotated[
        tuple[OverviewChoice, ...], BeforeValidator(_as_list), Field(min_length=1)
    ] = (OverviewChoice(),)
    extras: tuple[Text, ...] = ()
    reasons: Reasons = Field(default_factory=dict)
    reasons_five_years: Reasons = Field(default_factory=dict)

    @model_validator(mode="after")
    def _reasons_are_of_this_law(self) -> Self:
        """The writer's own reasons are for grounds of the law that applies (R8, R11)."""
        for field, given in (
            ("reasons", self.reasons),
            ("reasons_five_years", self.reasons_five_years),
        ):
            for code in given:
                self._check_reason(field, code)
        return self

    def _check_reason(self, field: str, code: str) -> None:
        known = grounds.ground(code)
        if not known.citable:
            raise ValueError(
                f"{field}.{code}: dit is geen weigeringsgrond {grounds.because('R11')}"
            )
        if known.law is not self.applicable_law:
            raise ValueError(
                f"{field}.{code}: deze grond is van de {known.law.capitalize()}; op dit besluit is "
                f"de {self.applicable_law.capitalize()} van toepassing {grounds.because('R8')}"
            )
        if field == "reasons_five_years" and not known.five_year_rule:
            what = f"{field}.{code}: een grond waarvoor dit niet hoeft"
            raise ValueError(f"{what} {grounds.because('R7')}")

    @property
    def applicable_law(self) -> Law:
        """The law of the decision date; a decision without a date is still to come: the Woo."""
        if self.law != "auto":
            return Law(self.law)
        dated = self.decision.dated
        return Law.WOB if dated is not None and dated < WOO_FROM else Law.WOO

    @model_validator(mode="after")
    def _law_fits_the_date(self) -> Self:
        dated = self.decision.dated
        if self.law == "auto" or dated is None:
            return self
        fits = Law.WOB if dated < WOO_FROM else Law.WOO
        if fits != self.law:
            raise ValueError(
                f"law: op een besluit van {dated.isoformat()} is de {fits.capitalize()} van "
                f"toepassing, niet de {self.law.capitalize()} (overgang op 1 mei 2022) "
                f"{grounds.because('R8')}; "
                "laat law op auto staan"
            )
        return self

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        for fault in order_faults(self):
            raise ValueError(fault)
        return self


def parse_request(text: str, where: str = "request.yaml") -> Request:
    """A request from YAML text. Raises RequestError naming the file, the key and the fault."""
    result: Request = validate(parse_yaml(text, where, RequestError), Request, where, RequestError)
    return result


def read_request(path: Path) -> Request:
    """The request in ``path``. Raises RequestError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise RequestError("dit bestand bestaat niet.", where=str(path)) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestError(
            f"dit bestand kan niet worden gelezen ({fault}).", where=str(path)
        ) from fault
    return parse_request(text, str(path))
