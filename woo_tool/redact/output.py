"""The published file: the cleaned pages with boxes, codes and searchable words drawn on them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from woo_tool.redact.fonts import prune_fonts
from woo_tool.redact.jobs import COPIED, Job, Made
from woo_tool.redact.links import Removed, kept_links, write_links, write_outline
from woo_tool.redact.metadata import OutputInfo, write_metadata
from woo_tool.redact.prepare import Prepared
from woo_tool.redact.sheet import SheetMaker
from woo_tool.redact.sweep import sweep
from woo_tool.redact.tag_tree import TaggedPage, mark_kinds, write_tags


@dataclass(frozen=True, slots=True)
class Published:
    """The bytes of the file; (page, mark) of every box that is still as wide as what it covers;
    and how many fonts are still whole.
    """

    data: bytes
    telling: tuple[tuple[int, str], ...]
    whole_fonts: int


def rebuild(
    stripped: bytes,
    prepared: Prepared,
    jobs: Sequence[Job],
    made: Sequence[Made],
    info: OutputInfo,
    draft: bool,
) -> Published:
    """The working copy as one clean revision with the overlays drawn."""
    removed = Removed([item for job in jobs for item in job.redactions])
    with pikepdf.open(io.BytesIO(stripped)) as pdf:
        _bare_catalog(pdf)
        maker = SheetMaker(pdf, draft=draft)
        kinds = mark_kinds(prepared.tags, len(pdf.pages))
        sheets = [
            maker.make(page, job, result, known)
            for page, job, result, known in zip(pdf.pages, jobs, made, kinds, strict=True)
        ]
        tagged = []
        for page, job, sheet in zip(pdf.pages, jobs, sheets, strict=True):
            text = " ".join(word.text for word in sheet.words)
            kept = kept_links(job.survey.links, job.boxes, text, removed)
            links = write_links(pdf, page, job.survey.frame, kept)
            tagged.append(TaggedPage(sheet.parts, sheet.codes, links))
        if not draft:
            write_tags(pdf, prepared.tags, tagged, removed)
        whole = 0
        if any(item.method != COPIED for item in made):
            whole = prune_fonts(pdf, maker.own_fonts())
        sweep(pdf, removed)
        write_outline(pdf, prepared.outline, removed)
        _write_labels(pdf, prepared.labels)
        write_metadata(pdf, info)
        out = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(
            out,
            deterministic_id=True,
            encryption=False,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    telling = tuple(item for sheet in sheets for item in sheet.telling)
    return Published(out.getvalue(), telling, whole)


def is_damaged(data: bytes) -> bool:
    """True when a built file has parts that a reader would have to mend or skip."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return bool(pdf.get_warnings() or pdf.check_pdf_syntax())


def _bare_catalog(pdf: pikepdf.Pdf) -> None:
    leaves = [page.obj for page in pdf.pages]
    pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(leaves)))
    for leaf in leaves:
        leaf["/Parent"] = pages
    pages["/Kids"] = Array(leaves)
    pdf.trailer["/Root"] = pdf.make_indirect(Dictionary(Type=Name.Catalog, Pages=pages))
    for key in list(pdf.trailer.keys()):
        if key not in ("/Root", "/Size"):
            del pdf.trailer[key]


def _write_labels(pdf: pikepdf.Pdf, labels: Sequence[tuple[int, str, int]]) -> None:
    if labels in ([], [(0, "/D", 1)]):
        return
    rows = Array()
    for page, style, start in labels:
        entry = Dictionary(St=start)
        if style in ("/D", "/r", "/R", "/a", "/A"):
            entry["/S"] = Name(style)
        rows.append(page)
        rows.append(entry)
    pdf.Root["/PageLabels"] = Dictionary(Nums=rows)
