"""What would make a letter better, though it is complete by law: points for its writer.

Each says what to write, in which field of request.yaml, and by which rule (rules/letter.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from woo_tool.assemble.annexes import used_articles
from woo_tool.assemble.considerations import covered, motive_question
from woo_tool.assemble.context import Context
from woo_tool.assemble.decision import item_statuses
from woo_tool.assemble.facts import older_than_five_years
from woo_tool.assemble.language import documents, listed
from woo_tool.grounds import ground


def letter_points(ctx: Context) -> tuple[str, ...]:
    """The points, in the order in which the letter is read; each once."""
    told = (*_opening(ctx), *_decision(ctx), *_reasons(ctx), *_closing(ctx), *_articles(ctx))
    return tuple(dict.fromkeys(told))


def _opening(ctx: Context) -> Iterator[str]:
    texts, request = ctx.texts.points, ctx.request
    if request.requester is None:
        yield texts["requester"]
    if ctx.deadlines.in_time is False:
        yield texts["late"]
    if not request.procedure.search.strip():
        yield texts["search"]
    if ctx.facts.open:
        numbers = documents([item.document.number for item in ctx.facts.open])
        yield ctx.fill(texts["unread"], documents=numbers)
    for party in request.procedure.third_parties:
        if party.objects and not party.effect:
            yield ctx.fill(texts["views"], name=party.name)


def _decision(ctx: Context) -> Iterator[str]:
    open_ = [key for key, status in item_statuses(ctx.request, ctx.facts).items() if status is None]
    if open_:
        yield ctx.fill(ctx.texts.points["items"], items=listed(open_))


def _closing(ctx: Context) -> Iterator[str]:
    if ctx.request.authority.objection_to is None:
        yield ctx.texts.points["objection"]


def _reasons(ctx: Context) -> Iterator[str]:
    texts = ctx.texts.points
    for facts in ctx.facts.grounds:
        family = ctx.motives.family(facts.code)
        own = facts.code in ctx.request.reasons
        if family.stands and not own and not covered(facts, family):
            yield ctx.fill(texts["motive"], asked=motive_question(ctx, facts.code))
    _, undated = older_than_five_years(ctx.facts, ctx.law, ctx.request.request.received)
    if undated:
        numbers = documents([item.document.number for item in undated])
        yield ctx.fill(texts["five_years_undated"], documents=numbers)
    used = {code for item in undated for code in item.grounds if ground(code).five_year_rule}
    for code in sorted(used - ctx.request.reasons_five_years.keys()):
        if not ctx.motives.family(code).five_years:
            yield ctx.fill(texts["five_years"], code=code, citation=ground(code).citation)


def _articles(ctx: Context) -> Iterator[str]:
    if ctx.request.decision.dated is None:
        return
    for cited in used_articles(ctx):
        if cited.text is None:
            texts = ctx.texts.points
            yield ctx.fill(texts["article"], article=cited.name, reason=cited.question)
