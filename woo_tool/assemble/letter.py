"""The decision as a letter: the fifteen sections of letter.md 1, in order, from data.

A section without data is left out, and the letter says which and why. Where the law asks what the
tool can't know, a marked question stands in its place and the letter is a draft; what would merely
make it better is a point for the writer.
"""

from __future__ import annotations

from collections.abc import Callable

from woo_tool.assemble.annexes import annex_articles, annex_further, annex_inventory
from woo_tool.assemble.blocks import Block, Letter, Letterhead, Line, RunKind, line
from woo_tool.assemble.closing import objection, release, signature
from woo_tool.assemble.considerations import considerations
from woo_tool.assemble.context import Context
from woo_tool.assemble.decision import decision
from woo_tool.assemble.facts import gather
from woo_tool.assemble.hide import people_hider, surname
from woo_tool.assemble.language import sentence
from woo_tool.assemble.opening import framework, procedure, request_section, search, views
from woo_tool.assemble.points import letter_points
from woo_tool.assemble.texts import letter_texts
from woo_tool.deadlines import Deadlines, dutch_date
from woo_tool.kinds import Judgement
from woo_tool.model import DossierState
from woo_tool.request import Request


def compose(
    request: Request, state: DossierState, deadlines: Deadlines, annex_titles: tuple[str, ...] = ()
) -> Letter:
    """The letter as the requester gets it; people who are redacted are black boxes in it too.

    It says itself whether it is a draft, what could be added and which sections have no data.
    Raises RulesError for a broken text block.
    """
    facts, texts = gather(state), letter_texts(request.authority.speaks_as)
    ctx = Context(request, state, facts, deadlines, texts, annex_titles)
    made = {name: section(ctx) for name, section in _SECTIONS.items()}
    letter = Letter(
        title=ctx.fill(ctx.texts.subject[ctx.law], subject=request.request.subject),
        head=_letterhead(ctx),
        blocks=tuple(block for blocks in made.values() for block in blocks),
        undated=request.decision.dated is None,
        points=letter_points(ctx),
        left_out=tuple(texts.left_out[name] for name, blocks in made.items() if not blocks),
    )
    return people_hider(request, state).letter(letter)


def _letterhead(ctx: Context) -> Letterhead:
    """Address block, right-hand column and reference lines (section 1)."""
    request, texts = ctx.request, ctx.texts
    authority = request.authority
    dated = line(ctx.date(request.decision.dated, texts.date_question))
    title = ctx.fill(texts.subject[ctx.law], subject=request.request.subject)
    column = [(authority.unit or authority.name, *authority.address)]
    if authority.website:
        column[0] = (*column[0], authority.website)
    column.append((texts.column["reference"], request.reference))
    if request.request.dated:
        column.append((texts.column["their_date"], dutch_date(request.request.dated)))
    column.append((texts.column["annexes"], str(_annex_count(ctx))))
    running: list[tuple[str, Line]] = [(authority.unit or authority.name, ())]
    running += [(texts.fields["date"], dated)]
    running += [(texts.column["reference"], line(request.reference))]
    return Letterhead(
        wordmark=authority.name,
        return_line=" | ".join((authority.name, *authority.address)),
        addressee=_addressee(ctx),
        column=tuple(
            (line(block[0], RunKind.BOLD), *(line(text) for text in block[1:])) for block in column
        ),
        fields=((texts.fields["date"], dated), (texts.fields["subject"], line(title))),
        running=tuple(running),
    )


def _annex_count(ctx: Context) -> int:
    """The articles, the inventory, and further annexes where there are any."""
    published = ctx.facts.with_judgement(Judgement.OPENBAAR, Judgement.DEELS)
    return 1 + bool(ctx.facts.items) + bool(ctx.annexes or published)


def _addressee(ctx: Context) -> tuple[Line, ...]:
    requester = ctx.request.requester
    if requester is None:
        return (line(ctx.texts.salutation["nobody"]),)
    name = " ".join(part for part in (requester.salutation, requester.name) if part)
    parts = [requester.organisation, sentence(name), *requester.address]
    return tuple(line(part) for part in parts if part)


def _salutation(ctx: Context) -> list[Block]:
    requester, texts = ctx.request.requester, ctx.texts.salutation
    if requester is None or not requester.salutation:
        return [ctx.paragraph(texts["unnamed"])]
    name = sentence(surname(requester.name))
    title = requester.salutation.strip().removeprefix("de ").removeprefix("De ")
    return [ctx.paragraph(texts["named"], salutation=title, surname=name)]


_SECTIONS: dict[str, Callable[[Context], list[Block]]] = {
    "salutation": _salutation,
    "request": request_section,
    "procedure": procedure,
    "framework": framework,
    "search": search,
    "views": views,
    "decision": decision,
    "considerations": considerations,
    "release": release,
    "signature": signature,
    "objection": objection,
    "annex_articles": annex_articles,
    "annex_inventory": annex_inventory,
    "annex_further": annex_further,
}
"""Sections 2 to 15 of letter.md 1, in order; the letterhead is the first."""
