"""Sections 13 to 15: the articles in force on the decision date, the inventory, further annexes."""

from __future__ import annotations

from woo_tool.assemble.articles import (
    ArticleItem,
    CitedArticle,
    article_numbers,
    article_on,
)
from woo_tool.assemble.blocks import (
    AnnexStart,
    Block,
    Heading,
    Line,
    Listing,
    Paragraph,
    RunKind,
    line,
    question,
)
from woo_tool.assemble.context import Context, agree
from woo_tool.assemble.facts import older_than_five_years
from woo_tool.assemble.language import sentence
from woo_tool.deadlines import dutch_date
from woo_tool.kinds import Judgement


def used_articles(ctx: Context) -> tuple[CitedArticle, ...]:
    """The articles that this decision rests on, in the order of their numbers, then the Awb."""
    config, steps = ctx.texts.articles, ctx.request.procedure
    mine = config[ctx.law]
    numbers = [*mine["always"], *article_numbers(ctx.facts.codes, ctx.law)]
    old, undated = older_than_five_years(ctx.facts, ctx.law, ctx.request.request.received)
    for key, used in (
        ("intern", any(code in ctx.facts.codes for code in ("11.1", "5.2.1"))),
        ("release", any(party.objects for party in steps.third_parties)),
        ("extended", steps.extended is not None or bool(steps.suspended)),
        ("refused_summary", bool(ctx.annexes) and ctx.facts.count(Judgement.NIET) > 0),
        ("five_years", bool(old or undated)),
    ):
        numbers += mine.get(key, ()) if used else ()
    on = ctx.request.decision.dated
    own = [article_on(ctx.law.value, number, on) for number in sorted(set(numbers), key=_order)]
    awb = [*(config["views"] if steps.third_parties else ())]
    awb += config["suspended"] if any(p.basis == "4:15" for p in steps.suspended) else ()
    return (*own, *(article_on("awb", number, on) for number in awb))


def _order(number: str) -> tuple[int, int, str]:
    head, _, tail = number.partition(".")
    digits = "".join(char for char in tail if char.isdigit())
    return int(head), int(digits or 0), tail


def annex_articles(ctx: Context) -> list[Block]:
    """Section 13: the wording of the law, or where it can be read when that isn't certain."""
    texts = ctx.texts.annex_articles
    dated = ctx.request.decision.dated
    opening = (
        ctx.fill(texts["opening"], dated=dutch_date(dated)) if dated else texts["opening_undated"]
    )
    blocks: list[Block] = [AnnexStart(line(ctx.texts.headings["annex_articles"]))]
    blocks.append(Paragraph(line(opening)))
    if dated is None:
        return [*blocks, Paragraph(line(question(texts["question_undated"])))]
    for cited in used_articles(ctx):
        blocks += _article(ctx, cited)
    return blocks


def _article(ctx: Context, cited: CitedArticle) -> list[Block]:
    title = sentence(cited.name)
    if cited.text is None:
        texts = ctx.texts.annex_articles
        told = ctx.fill(texts["elsewhere"], number=cited.article, name=texts["names"][cited.law])
        return [Heading(line(title), 2), Paragraph(line(told))]
    if cited.text.title:
        title = f"{title} ({cited.text.title})"
    blocks: list[Block] = [Heading(line(title, RunKind.LAW), 2)]
    rows: list[tuple[str, Line, int]] = []
    for paragraph in cited.text.paragraphs:
        numbered = paragraph.lid is not None
        if numbered:
            rows.append((f"{paragraph.lid}.", line(paragraph.text, RunKind.LAW), 0))
        else:
            blocks += [*_listing(rows), Paragraph(line(paragraph.text, RunKind.LAW))]
            rows = []
        rows += _items(paragraph.items, 1 if numbered else 0)
        if paragraph.after:
            blocks += [*_listing(rows), Paragraph(line(paragraph.after, RunKind.LAW))]
            rows = []
    return [*blocks, *_listing(rows)]


def _listing(rows: list[tuple[str, Line, int]]) -> list[Block]:
    """The rows as one list; none when there are none."""
    return [Listing(tuple(rows))] if rows else []


def _items(items: tuple[ArticleItem, ...], depth: int) -> list[tuple[str, Line, int]]:
    rows: list[tuple[str, Line, int]] = []
    for item in items:
        label = "–" if item.letter is None else item.letter + ("" if "°" in item.letter else ".")
        rows.append((label, line(item.text, RunKind.LAW), depth))
        rows += _items(item.items, depth + 1)
    return rows


def annex_inventory(ctx: Context) -> list[Block]:
    """Section 14: where the inventory is, and what it tells."""
    if not ctx.facts.items:
        return []
    text = ctx.paragraph(
        ctx.texts.annex_inventory["text"], documents=ctx.documents(len(ctx.facts.items))
    )
    return [AnnexStart(line(ctx.texts.headings["annex_inventory"])), text]


def annex_further(ctx: Context) -> list[Block]:
    """Section 15: the further annexes and the documents themselves."""
    texts = ctx.texts.annex_further
    rows = list(ctx.annexes)
    published = len(ctx.facts.with_judgement(Judgement.OPENBAAR, Judgement.DEELS))
    if published:
        verb = agree(published, ("wordt", "worden"))
        counted = ctx.documents(published)
        rows.append(ctx.fill(texts["published"], documents=counted, verb=verb))
    if not rows:
        return []
    listing = Listing(tuple(("•", line(row), 0) for row in rows))
    number = "3" if ctx.facts.items else "2"
    heading = Heading(line(ctx.fill(ctx.texts.headings["annex_further"], number=number)), 1)
    return [heading, Paragraph(line(texts["opening"]), keep=True), listing]
