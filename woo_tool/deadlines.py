"""Terms of the Wob, the Woo and the Awb, by the Algemene termijnenwet (rules/procedure.yaml).

A term starts the day after its trigger; its last day is the trigger plus 7 days a week, plus the
days of suspension, and moves to the next working day (ATW 1 and 2). Dates only; no time of day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any, Literal

from woo_tool.kinds import Law
from woo_tool.request import Request, Suspension
from woo_tool.rules import Rule, rules
from woo_tool.working_days import days_between, equated_days, last_day


class _Term(Rule):
    article: str
    status: str
    weeks: int = 0


class _Pause(Rule):
    last_day_counts: bool
    article: str
    status: str


class _Release(Rule):
    days_when_objecting: int
    article: str
    status: str


class _LawTerms(Rule):
    first_term: _Term
    extension: _Term
    views: _Pause
    release: _Release
    specify: _Term | None = None
    consult: _Term | None = None


class _ObjectionDecision(_Term):
    weeks_committee: int
    extension_weeks: int


class _Awb(Rule):
    suspension: _Pause
    objection: _Term
    objection_post: _Term
    objection_decision: _ObjectionDecision


class _WarningText(Rule):
    text: str
    article: str = ""


class _Procedure(Rule):
    meta: dict[str, Any]
    laws: dict[Law, _LawTerms]
    awb: _Awb
    steps: dict[str, str]
    warnings: dict[str, _WarningText]


@dataclass(frozen=True, slots=True)
class Step:
    """One computed date: ``raw`` before and ``date`` after the Algemene termijnenwet."""

    id: str
    raw: dt.date
    date: dt.date
    article: str

    @property
    def name(self) -> str:
        """What people call this step, in Dutch."""
        return _procedure().steps[self.id]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something in the procedure that is late, not allowed or unknown, in Dutch."""

    id: str
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Every date of a request; None where it can't be known. Keys as in the contract."""

    law: Law
    first_term: dt.date
    extended_term: dt.date | None
    final_term: dt.date | None
    suspended_days: int
    in_time: bool | None
    days_to_spare: int | None
    objection_first: dt.date | None
    objection_last: dt.date | None
    objection_post_receipt: dt.date | None
    release_earliest: dt.date | None
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...]

    def to_json(self) -> dict[str, Any]:
        """The object of ``woo deadlines --json``: dates as ISO text."""
        result: dict[str, Any] = _plain(asdict(self))
        return result


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


@cache
def _procedure() -> _Procedure:
    file: _Procedure = rules("procedure.yaml", _Procedure)
    return file


def term_article(law: Law, step: Literal["first_term", "extension", "views", "release"]) -> str:
    """The article of a step, as a sentence cites it."""
    article: str = getattr(_procedure().laws[law], step).article
    return article


def longest_extension(law: Law) -> int:
    """The most weeks by which a term may be extended (Wob 6, second paragraph; Woo 4.4)."""
    return _procedure().laws[law].extension.weeks


@dataclass(slots=True)
class _Course:
    """What is gathered while the dates of one request are computed."""

    law: Law
    steps: list[Step] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)

    def step(self, id_: str, trigger: dt.date, days: int, article: str) -> dt.date:
        raw = trigger + dt.timedelta(days)
        end = last_day(trigger, days)
        self.steps.append(Step(id_, raw, end, article))
        return end

    def fixed(self, id_: str, day: dt.date, article: str) -> None:
        self.steps.append(Step(id_, day, day, article))

    def warn(self, id_: str, article: str = "", **slots: str) -> None:
        known = _procedure().warnings[id_]
        self.warnings.append(
            Caution(id_, article or known.article, known.text.format(**slots).strip())
        )


def compute(request: Request, law: Law | None = None) -> Deadlines:
    """All dates of ``request`` under the law of the decision date (or ``law``), with warnings."""
    course = _Course(law or request.applicable_law)
    terms = _procedure().laws[course.law]
    received = request.request.received
    weeks = terms.first_term.weeks
    first = course.step("first_term", received, weeks * 7, terms.first_term.article)
    _early_steps(course, terms, received, first)
    pauses = _suspensions(course, request, first)
    suspended = len(pauses)
    still_open = any(pause.end is None for pause in request.procedure.suspended)
    extra = _extension(course, terms, request, received + dt.timedelta(weeks * 7 + suspended))
    extended = None
    if extra:
        article = terms.extension.article
        extended = course.step("extended_term", received, (weeks + extra) * 7, article)
    final = None
    if not still_open:
        article = terms.extension.article if extra else terms.first_term.article
        final = course.step("final_term", received, (weeks + extra) * 7 + suspended, article)
    spare = _timeliness(course, request, final, terms)
    objection = _objection(course, request.decision.sent)
    release = _release(course, request, terms)
    _equated_years(course)
    return Deadlines(
        law=course.law,
        first_term=first,
        extended_term=extended,
        final_term=final,
        suspended_days=suspended,
        in_time=None if spare is None else spare >= 0,
        days_to_spare=spare,
        objection_first=objection[0],
        objection_last=objection[1],
        objection_post_receipt=objection[2],
        release_earliest=release,
        steps=tuple(course.steps),
        warnings=tuple(course.warnings),
    )


def _early_steps(course: _Course, terms: _LawTerms, received: dt.date, first: dt.date) -> None:
    """Asking to specify, and consultation on a large request (Woo 4.1 lid 5 and 4.2a)."""
    if terms.specify:
        course.step("specify_request", received, terms.specify.weeks * 7, terms.specify.article)
    if terms.consult:
        course.fixed("large_request_consultation", first, terms.consult.article)


def _suspensions(course: _Course, request: Request, first: dt.date) -> set[dt.date]:
    """The days on which the term stood still, each counted once."""
    stopped: set[dt.date] = set()
    overlap = False
    limit = _latest_start(course, request, first)
    for pause in sorted(request.procedure.suspended, key=lambda item: item.notice):
        if pause.notice > limit + dt.timedelta(len(stopped)):
            course.warn("suspension_late", notice=dutch_date(pause.notice), end=dutch_date(limit))
            continue
        if pause.end is None:
            course.warn("suspension_open", _article(course, pause), notice=dutch_date(pause.notice))
            continue
        days = set(_paused_days(course, pause, pause.end))
        overlap = overlap or bool(stopped & days)
        stopped |= days
        if days:
            course.fixed("suspension_ends", max(days), _article(course, pause))
    if overlap:
        course.warn("suspension_overlap")
    return stopped


def _latest_start(course: _Course, request: Request, first: dt.date) -> dt.date:
    """The end of the term without suspensions: a term that is over can't be suspended."""
    extended = request.procedure.extended
    if extended is None or extended.on > first:
        return first
    terms = _procedure().laws[course.law]
    weeks = terms.first_term.weeks + min(extended.weeks, terms.extension.weeks)
    return last_day(request.request.received, weeks * 7)


def _rule(course: _Course, pause: Suspension) -> _Pause:
    procedure = _procedure()
    return procedure.laws[course.law].views if pause.basis == "4:8" else procedure.awb.suspension


def _article(course: _Course, pause: Suspension) -> str:
    return _rule(course, pause).article


def _paused_days(course: _Course, pause: Suspension, end: dt.date) -> Iterator[dt.date]:
    """From the day after the notice, until (Wob, Awb 4:15) or through (Woo) the last day."""
    last = end if _rule(course, pause).last_day_counts else end - dt.timedelta(1)
    return days_between(pause.notice + dt.timedelta(1), last)


def _extension(course: _Course, terms: _LawTerms, request: Request, raw_first: dt.date) -> int:
    """Weeks that the extension adds lawfully; 0 when the notice came too late."""
    extended = request.procedure.extended
    if extended is None:
        return 0
    article, most = terms.extension.article, terms.extension.weeks
    end = last_day(raw_first - dt.timedelta(1), 1)
    if extended.on > end:
        course.warn("extension_late", article, on=dutch_date(extended.on), end=dutch_date(end))
        return 0
    if extended.weeks > most:
        slots = {"weeks": f"{extended.weeks} weken", "most": f"{most} weken"}
        course.warn("extension_too_long", article, **slots)
    if not extended.reason.strip():
        course.warn("extension_without_reason", article)
    return min(extended.weeks, most)


def _timeliness(
    course: _Course, request: Request, final: dt.date | None, terms: _LawTerms
) -> int | None:
    """Days between the decision and its last day; negative when it is late."""
    dated, sent = request.decision.dated, request.decision.sent
    if final is None or dated is None:
        return None
    spare = (final - dated).days
    if spare < 0:
        days = "één dag" if spare == -1 else f"{-spare} dagen"
        article = terms.first_term.article
        course.warn(
            "decision_late", article, dated=dutch_date(dated), days=days, end=dutch_date(final)
        )
    elif sent and sent > final:
        course.warn("sent_late", sent=dutch_date(sent), end=dutch_date(final))
    return spare


def _objection(
    course: _Course, sent: dt.date | None
) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
    """First and last day for objecting, last day of receipt by post, and the decision on it."""
    if sent is None:
        return None, None, None
    awb = _procedure().awb
    first = sent + dt.timedelta(1)
    course.fixed("objection_first", first, awb.objection.article)
    last = course.step("objection_last", sent, awb.objection.weeks * 7, awb.objection.article)
    post = awb.objection_post
    receipt = course.step("objection_post_receipt", last, post.weeks * 7, post.article)
    decision = awb.objection_decision
    more = decision.extension_weeks
    for id_, weeks in (
        ("objection_decision", decision.weeks),
        ("objection_decision_committee", decision.weeks_committee),
        ("objection_decision_extended", decision.weeks + more),
        ("objection_decision_committee_extended", decision.weeks_committee + more),
    ):
        course.step(id_, last, weeks * 7, decision.article)
    return first, last, receipt


def _release(course: _Course, request: Request, terms: _LawTerms) -> dt.date | None:
    """First day of release: with the decision, or later when a third party objects."""
    sent = request.decision.sent
    if sent is None:
        if request.decision.dated is not None:
            course.warn("sent_unknown")
        return None
    objects = any(party.objects for party in request.procedure.third_parties)
    day = sent + dt.timedelta(terms.release.days_when_objecting if objects else 0)
    course.fixed("release_earliest", day, terms.release.article)
    return day


def _equated_years(course: _Course) -> None:
    years = sorted({step.raw.year for step in course.steps} - equated_days().keys())
    if years:
        course.warn("equated_days_unknown", years=_listed([str(year) for year in years]))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def dutch_date(day: dt.date) -> str:
    """A date as a letter writes it: "29 juni 2016"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
