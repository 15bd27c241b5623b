"""What has to be done to each page, checked against the file before anything is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from woo_tool.errors import SafetyError
from woo_tool.model import Box, Page, Redaction, Word
from woo_tool.redact.layout import Layout
from woo_tool.redact.lines import Ink
from woo_tool.redact.prepare import Prepared, Survey
from woo_tool.redact.remove import Raster, Target

_SPECK = 0.5  # points: letters that are smaller still get a box of this size
COPIED, REDACTED, RASTERISED = "copied", "redacted", "rasterised"


@dataclass(frozen=True, slots=True)
class Job:
    """Everything about one page: what it is, what goes, what survey said."""

    layout: Layout
    survey: Survey
    redactions: tuple[Redaction, ...]

    @property
    def page(self) -> Page:
        return self.layout.page

    @property
    def targets(self) -> list[Target]:
        return [
            Target(box, drawn=item.end <= item.start)
            for item in self.redactions
            for box in item.boxes
        ]

    @property
    def boxes(self) -> list[Box]:
        return [target.box for target in self.targets]


@dataclass(frozen=True, slots=True)
class Made:
    """The outcome for one page: the method; of a rasterised page the pixels, why, and its words;
    of a redacted page what is drawn on it that isn't text.
    """

    method: str
    raster: Raster | None = None
    reasons: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    ink: tuple[Ink, ...] = ()


def make_jobs(
    prepared: Prepared, pages: Sequence[Page], redactions: Sequence[Redaction]
) -> list[Job]:
    """One job a page, after checking that pages, boxes and file belong together."""
    by_number = {page.number: page for page in pages}
    if sorted(by_number) != list(range(1, len(prepared.pages) + 1)):
        raise SafetyError(
            f"het bestand heeft {len(prepared.pages)} pagina's, maar er zijn er {len(pages)} "
            "beoordeeld."
        )
    astray = [item for item in redactions if item.page not in by_number]
    if astray:
        raise SafetyError(f"een te lakken plaats ligt op pagina {astray[0].page}, die er niet is.")
    jobs = []
    for place, survey in enumerate(prepared.pages):
        page = by_number[place + 1]
        own = tuple(_visible(item) for item in redactions if item.page == page.number)
        _check_page(page, survey, own)
        jobs.append(Job(Layout(page), survey, own))
    return jobs


def _check_page(page: Page, survey: Survey, redactions: Sequence[Redaction]) -> None:
    frame = survey.frame
    real = sorted((frame.width * frame.unit, frame.height * frame.unit))
    read = sorted((page.width, page.height))
    if any(abs(one - other) > 1.5 for one, other in zip(real, read, strict=True)):
        raise SafetyError(
            "de maat is anders dan bij het inlezen; de vakken zouden verkeerd vallen.",
            where=f"pagina {page.number}",
        )
    for item in redactions:
        if not item.boxes or not all(map(_solid, item.boxes)):
            raise SafetyError(
                "een te lakken plaats heeft geen vak op de pagina.", where=f"pagina {page.number}"
            )
        if not item.grounds:
            raise SafetyError("een te lakken plaats heeft geen grond.", where=f"p. {page.number}")


def _solid(box: Box) -> bool:
    return box.x1 - box.x0 > _SPECK / 2 and box.y1 - box.y0 > _SPECK / 2


def _visible(item: Redaction) -> Redaction:
    """The redaction with boxes that can be painted, however small its letters are."""
    if all(box.x1 - box.x0 >= _SPECK and box.y1 - box.y0 >= _SPECK for box in item.boxes):
        return item
    return replace(item, boxes=tuple(_grown(box) for box in item.boxes))


def _grown(box: Box) -> Box:
    wide, high = (max(_SPECK - size, 0.0) / 2 for size in (box.x1 - box.x0, box.y1 - box.y0))
    if box.x1 < box.x0 or box.y1 < box.y0:
        return box
    return Box(box.x0 - wide, box.y0 - high, box.x1 + wide, box.y1 + high)
