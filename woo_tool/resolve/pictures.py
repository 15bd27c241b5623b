"""Marks for findings that have a box and no text, such as a drawn signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from woo_tool.kinds import Law
from woo_tool.model import Finding, Mark, mark_id
from woo_tool.resolve.policy import policy


def picture_marks(
    findings: Iterable[Finding], law: Law, document_hashes: Mapping[str, str]
) -> tuple[Mark, ...]:
    """One mark for each finding with a box, with the action and grounds of its label."""
    marks = []
    for finding in findings:
        if finding.box is None:
            continue
        line = policy().labels[finding.label]
        marks.append(
            Mark(
                id=mark_id(
                    document_hashes[finding.document], finding.page, finding.box, finding.label
                ),
                document=finding.document,
                page=finding.page,
                start=0,
                end=0,
                text="",
                label=finding.label,
                action=line.action,
                redact_start=0,
                redact_end=0,
                boxes=(finding.box,),
                grounds=line.grounds(law),
                reason=f"{line.reason}: {finding.reason}",
                score=finding.score,
                rules=finding.rules,
            )
        )
    return tuple(marks)
