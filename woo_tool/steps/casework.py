"""The rows of a case overview, each with what people decided about it.

Decisions stand in the log under ``case:<ref>``, where ref is that of the register:

- ``approve_case``, to ``approved <digest>``: this row may be published as it stands. The digest is
  that of the published cells; a row that changes is open again.
- ``reopen_case``: every approval so far is taken back.
- ``judge_case``, to ``keep <digest>`` or ``redact <digest>``: what the tool asks about in the texts
  of the case stays or goes. The digest is that of the texts and the questions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from woo_tool.kinds import Label
from woo_tool.model import Choice, Decision
from woo_tool.overview import TEXT_FIELDS, CaseEntry, Change, Overview, Row, Style
from woo_tool.steps.anonymising import Anonymised, Ask, CleanText

Verdict = Literal["keep", "redact"]
_TARGET = "case:"


@dataclass(frozen=True, slots=True)
class Cell:
    """One published cell beside what the register says, and the rules that changed it."""

    header: str
    before: str
    after: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A row as it would be published. ``number`` is the one it is published under; ``asks`` are
    the questions that no person has answered; ``names`` who approved it as it stands."""

    ref: str
    source: int
    number: str
    cells: tuple[Cell, ...]
    asks: tuple[Ask, ...]
    question: str
    digest: str
    names: frozenset[str]
    approved: bool

    @property
    def blocked(self) -> bool:
        """True while a special category of personal data stands in it undecided."""
        return any(ask.label is Label.SPECIAL_CATEGORY for ask in self.asks)


@dataclass(frozen=True, slots=True)
class CaseDecisions:
    """What people said about cases: approved digests by ref and name (case-folded), and verdicts by
    ref and digest of the question."""

    approvals: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)

    def names(self, ref: str, digest: str) -> frozenset[str]:
        """Who approved this row as it stands."""
        said = self.approvals.get(ref, {})
        return frozenset(who for who, digests in said.items() if digest in digests)


def case_decisions(decisions: Iterable[Decision]) -> CaseDecisions:
    """The decisions about cases, the last word counting."""
    approvals: dict[str, dict[str, frozenset[str]]] = {}
    verdicts: dict[tuple[str, str], Verdict] = {}
    for decision in decisions:
        if not decision.target.startswith(_TARGET):
            continue
        ref = decision.target.removeprefix(_TARGET)
        what, _, digest = decision.to.partition(" ")
        if decision.action == "approve_case":
            who = decision.by.strip().casefold()
            said = approvals.setdefault(ref, {})
            said[who] = said.get(who, frozenset()) | {digest}
        elif decision.action == "reopen_case":
            approvals.pop(ref, None)
        elif decision.action == "judge_case":
            verdicts[ref, digest] = "redact" if what == "redact" else "keep"
    return CaseDecisions(approvals, verdicts)


def chosen_texts(
    cases: Iterable[CaseEntry], anonymous: Anonymised, said: CaseDecisions
) -> dict[int, dict[str, str]]:
    """What is published of every free text, by row of the register and field."""
    chosen = {}
    for case in cases:
        texts = anonymous.texts(case)
        gone = said.verdicts.get((case.ref, _question(texts))) == "redact"
        chosen[case.row] = {
            **dict.fromkeys(TEXT_FIELDS, ""),
            **{name: text.without if gone else text.after for name, text in texts.items()},
        }
    return chosen


def case_rows(
    cases: Sequence[CaseEntry],
    style: Style,
    anonymous: Anonymised,
    overview: Overview,
    said: CaseDecisions,
    *,
    four_eyes: bool,
) -> tuple[CaseRow, ...]:
    """Every published row, in its order, with what was decided about it."""
    by_row = {case.row: case for case in cases}
    rows = []
    for row in overview.rows:
        case = by_row[row.source]
        texts = anonymous.texts(case)
        question = _question(texts)
        open_ = {} if (case.ref, question) in said.verdicts else _asks(texts)
        digest = _row_digest(row, style)
        names = said.names(case.ref, digest)
        rows.append(
            CaseRow(
                ref=case.ref,
                source=case.row,
                number=row.ref,
                cells=_cells(row, style, texts),
                asks=tuple(open_),
                question=question,
                digest=digest,
                names=names,
                approved=len(names) >= (2 if four_eyes else 1),
            )
        )
    return tuple(rows)


def _asks(texts: Mapping[str, CleanText]) -> dict[Ask, None]:
    return dict.fromkeys(ask for text in texts.values() for ask in text.asks)


def _question(texts: Mapping[str, CleanText]) -> str:
    """The digest of what is asked about a case; empty where nothing is."""
    asks = [[ask.label, ask.words] for ask in _asks(texts)]
    if not asks:
        return ""
    return _digest([asks, [[name, text.before] for name, text in texts.items()]])


def _row_digest(row: Row, style: Style) -> str:
    """Of what is published of a case but its number, which follows from the other rows."""
    shown = [[c.field, row.cell(c)] for c in style.columns if c.field != "ref"]
    return _digest(shown)


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]


def changes(
    cases: Sequence[CaseEntry],
    style: Style,
    anonymous: Anonymised,
    overview: Overview,
    rows: Sequence[CaseRow],
) -> tuple[Change, ...]:
    """Every free text of the published rows, before and after, with who approved it; names of the
    taxonomy are no free text."""
    by_row = {case.row: case for case in cases}
    lines = []
    for row, shown in zip(rows, overview.rows, strict=True):
        asked = "; ".join(f"{ask.reason} ({ask.words})" for ask in row.asks)
        for name, text in anonymous.texts(by_row[row.source]).items():
            if text.before and text.before not in style.subtypes:
                after = str(getattr(shown, name))
                who = ", ".join(sorted(row.names))
                lines.append(
                    Change(row.number, row.source, name, text.before, after, text.rules, asked, who)
                )
    return tuple(lines)


def _cells(row: Row, style: Style, texts: Mapping[str, CleanText]) -> tuple[Cell, ...]:
    cells = []
    for column in style.columns:
        if column.field == "ref":
            continue
        shown = row.cell(column)
        text = texts.get(column.field)
        before, rules = (text.before, text.rules) if text else (shown, ())
        cells.append(Cell(column.header, before, shown, rules))
    return tuple(cells)


# --- choices -----------------------------------------------------------------------------


def approval(row: CaseRow, name: str, *, bulk: bool = False) -> Choice:
    """The choice to publish this row as it stands."""
    return Choice(
        by=name,
        action="approve_case",
        target=f"{_TARGET}{row.ref}",
        from_="open",
        to=f"approved {row.digest}",
        bulk=bulk,
    )


def reopening(row: CaseRow, name: str) -> Choice:
    """The choice to take every approval of this row back."""
    return Choice(by=name, action="reopen_case", target=f"{_TARGET}{row.ref}", from_="approved",
                  to="open")  # fmt: skip


def verdict(row: CaseRow, what: Verdict, name: str, *, bulk: bool = False) -> Choice:
    """The choice about what is asked in the texts of this row."""
    return Choice(
        by=name,
        action="judge_case",
        target=f"{_TARGET}{row.ref}",
        from_="ask",
        to=f"{what} {row.question}",
        bulk=bulk,
    )


def bulk_verdicts(rows: Iterable[CaseRow], name: str, what: Verdict) -> tuple[Choice, ...]:
    """One verdict on every question that is open."""
    return tuple(verdict(row, what, name, bulk=True) for row in _once(rows) if row.asks)


def bulk_approvals(rows: Iterable[CaseRow], name: str, *, four_eyes: bool) -> tuple[Choice, ...]:
    """Approval of every row but those with a special category that nobody decided on."""
    who = name.strip().casefold()
    return tuple(
        approval(row, name, bulk=True)
        for row in _once(rows)
        if not row.blocked and not (who in row.names if four_eyes else row.names)
    )


def _once(rows: Iterable[CaseRow]) -> list[CaseRow]:
    """Rows without those that say the same of the same case (in another overview)."""
    return list({(row.ref, row.digest, row.question): row for row in rows}.values())
