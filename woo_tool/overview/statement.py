"""The statement on traceability for the file, and the texts before and after."""

from __future__ import annotations

from collections.abc import Sequence

import openpyxl

from woo_tool.kinds import Law
from woo_tool.office_files import workbook_bytes
from woo_tool.overview.check import Discrepancy
from woo_tool.overview.data import Overview
from woo_tool.overview.generalise import Change
from woo_tool.overview.render_xlsx import fill
from woo_tool.overview.trace import Trace, trace_rules


def statement(
    overview: Overview, found: Sequence[Trace], differences: Sequence[Discrepancy], law: Law
) -> str:
    """The statement (Markdown): what was looked at, what was found, what mends it, and where that
    isn't enough a proposal to refuse, with the grounds of the law."""
    limits = trace_rules()
    texts, k = limits.texts, limits.smallest_group
    high = [one for one in found if one.severity == "hoog"]
    lines = [
        f"# {texts['statement_title']}",
        f"{overview.title}. {overview.period_text}.",
        texts["statement_intro"].format(k=k),
    ]
    if found:
        lines.append(texts["statement_count"].format(n=len(found), high=len(high)))
    else:
        lines.append(texts["statement_none"].format(k=k))
    lines += _sections(found)
    if 0 < len(overview.rows) < k:
        words = "zaak" if len(overview.rows) == 1 else "zaken"
        lines.append(texts["statement_small"].format(n=len(overview.rows), zaken=words, k=k))
    if high:
        refs = sorted({ref for one in high for ref in one.rows}, key=_number)
        lines.append(texts["statement_refuse"].format(rows=", ".join(refs)))
        lines.append(texts["grounds_wob" if law is Law.WOB else "grounds_woo"])
    if differences:
        lines.append("## Controle van de getallen")
        lines.append("\n".join(f"- {one.line}" for one in differences))
    return "\n\n".join(lines) + "\n"


def _number(ref: str) -> tuple[int, str]:
    return (int(ref) if ref.isdigit() else 0, ref)


def _sections(found: Sequence[Trace]) -> list[str]:
    lines = []
    for severity in ("hoog", "midden", "laag"):
        own = [one for one in found if one.severity == severity]
        if own:
            lines.append(f"## {severity.capitalize()} ({len(own)})")
            lines.append("\n".join(f"- {one.line}" for one in own))
    return lines


def changes_xlsx(changes: Sequence[Change], found: Sequence[Trace]) -> bytes:
    """An internal workbook: every free text of the published rows before and after, side by side,
    and what the traceability check found. It holds what was left out: it is never published."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "voor-na"
    rows = [
        (one.number, one.source, one.field, one.before, one.after, ", ".join(one.rules), one.asked,
         one.approved)
        for one in changes
    ]  # fmt: skip
    fill(sheet, _CHANGES, rows, (6, 12, 14, 60, 60, 22, 30, 20))
    found_rows = [
        (one.severity, one.kind, ", ".join(one.rows), one.what, one.who, one.mend) for one in found
    ]
    fill(book.create_sheet("herleidbaarheid"), _TRACES, found_rows, (10, 12, 14, 60, 50, 50))
    return workbook_bytes(book)


_CHANGES = ("nr.", "rij in het register", "kolom", "voor", "na", "gewijzigd door", "vraag",
            "akkoord (naam)")  # fmt: skip
_TRACES = ("ernst", "soort", "rijen", "waaraan", "wie", "minste verlies")
