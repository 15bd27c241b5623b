"""The composed letter, edited as people edit it in Word: for the tests of what comes back."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn

from tests.assemble.dossiers import mixed, request
from woo_tool.assemble.blocks import Letter
from woo_tool.assemble.check import check_agreement
from woo_tool.assemble.edited import EditedLetter, take_back
from woo_tool.assemble.edited_check import check_edited
from woo_tool.assemble.letter import compose
from woo_tool.assemble.letter_docx import render_docx
from woo_tool.assemble.reasons import check_reasons
from woo_tool.deadlines import compute
from woo_tool.kinds import Law

Edit = Callable[[Any], None]


@cache
def composed(law: Law = Law.WOO) -> Letter:
    return compose(request(law), mixed(law), compute(request(law)), ("Overzicht 2015",))


@cache
def written(law: Law) -> bytes:
    return render_docx(composed(law))


@cache
def edited_docx(law: Law = Law.WOO, edit: Edit | None = None) -> bytes:
    document = docx.Document(io.BytesIO(written(law)))
    if edit:
        edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def back(law: Law = Law.WOO, edit: Edit | None = None) -> EditedLetter:
    return take_back(edited_docx(law, edit), composed(law), "brief.docx")


def faults(edit: Edit, law: Law = Law.WOO) -> list[str]:
    """Everything that would stop ``woo decide --letter``."""
    made = back(law, edit)
    found = list(check_edited(request(law), mixed(law), compute(request(law)), composed(law), made))
    found += check_agreement(mixed(law), made.letter)
    reasons = check_reasons(request(law), mixed(law), made.letter)
    return found + [item.text for item in reasons if item.refuses]


def find(document: Any, text: str) -> Any:
    return next(item for item in document.paragraphs if text in item.text)


def change(old: str, new: str) -> Edit:
    def edit(document: Any) -> None:
        paragraph = find(document, old)
        told = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = told

    return edit


def remove(text: str) -> Edit:
    def edit(document: Any) -> None:
        element = find(document, text)._p
        element.getparent().remove(element)

    return edit


def add(text: str) -> Edit:
    return lambda document: document.add_paragraph(text)


def remove_section(title: str) -> Edit:
    """Takes out a heading and what stands under it, until the next heading."""

    def edit(document: Any) -> None:
        inside = False
        for element in list(document.element.body):
            style = element.find(f".//{qn('w:pStyle')}")
            heading = style is not None and "Heading" in style.get(qn("w:val"))
            if heading:
                inside = "".join(part.text for part in element.iter(qn("w:t"))) == title
            if inside and element.tag != qn("w:sectPr"):
                document.element.body.remove(element)

    return edit
