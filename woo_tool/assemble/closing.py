"""Sections 10 to 12: how and when documents are released, the signature, the objection clause."""

from __future__ import annotations

from woo_tool.assemble.blocks import Block, Lines, Listing, Paragraph, line
from woo_tool.assemble.context import Context
from woo_tool.assemble.language import sentence
from woo_tool.deadlines import dutch_date, term_article
from woo_tool.kinds import Judgement
from woo_tool.request import Objection


def release(ctx: Context) -> list[Block]:
    """Section 10: how and when the documents become public."""
    texts, facts, request = ctx.texts.release, ctx.facts, ctx.request
    published = facts.with_judgement(Judgement.OPENBAAR, Judgement.DEELS)
    blocks: list[Block] = [ctx.heading("release")]
    if not published:
        blocks.append(ctx.paragraph(texts["none"]))
    else:
        blocks.append(Paragraph(line(" ".join(_manner(ctx)))))
    for item in facts.items:
        if item.document.release_on:
            slots = {
                "number": item.document.number,
                "release": dutch_date(item.document.release_on),
            }
            blocks.append(ctx.paragraph(texts["later"], **slots))
    already = facts.with_judgement(Judgement.REEDS)
    if already:
        blocks.append(Paragraph(line(texts["already"]), keep=True))
        rows = [
            ctx.fill(texts["already_item"], number=row.document.number, url=row.document.public_url)
            for row in already
        ]
        blocks.append(Listing(tuple(("•", line(row), 0) for row in rows)))
    requester = request.requester
    if requester and not requester.publish_name:
        blocks.append(ctx.paragraph(texts["requester"]))
    return blocks


def _manner(ctx: Context) -> list[str]:
    texts, request = ctx.texts.release, ctx.request
    told = []
    if any(party.objects for party in request.procedure.third_parties):
        article = term_article(ctx.law, "release")
        day = ctx.deadlines.release_earliest
        key, release = ("delayed", dutch_date(day)) if day else ("delayed_unknown", "")
        told.append(ctx.fill(texts[key], release=release, article=article))
    else:
        told.append(ctx.fill(texts["together"][ctx.law]))
    told.append(ctx.fill(texts["digital"]))
    if request.authority.website:
        told.append(ctx.fill(texts["website"], website=request.authority.website))
    return told


def signature(ctx: Context) -> list[Block]:
    """Section 11: the body, and who signs on its behalf (Awb 10:10); never a name."""
    authority = ctx.request.authority
    parts = (authority.decides, authority.mandate, authority.signs)
    closing = Paragraph(line(ctx.texts.signature["closing"]), keep=True)
    return [
        closing,
        Lines(
            tuple(
                line(sentence(parts[0])) if place == 0 else line(part)
                for place, part in enumerate(parts)
                if part
            )
        ),
    ]


def objection(ctx: Context) -> list[Block]:
    """Section 12: term with its dates, where to, and what an objection holds (Awb 3:45, 6:5)."""
    texts, dates = ctx.texts.objection, ctx.deadlines
    blocks: list[Block] = [ctx.heading("objection"), ctx.paragraph(texts["text"])]
    sent = ctx.request.decision.sent
    if sent and dates.objection_first and dates.objection_last and dates.objection_post_receipt:
        slots = {
            "sent": dutch_date(sent),
            "first": dutch_date(dates.objection_first),
            "last": dutch_date(dates.objection_last),
            "post": dutch_date(dates.objection_post_receipt),
        }
        blocks.append(ctx.paragraph(texts["dates"], **slots))
    closing = [ctx.fill(texts["closing"])]
    if any(party.objects for party in ctx.request.procedure.third_parties):
        closing.append(ctx.fill(texts["provisional"]))
    blocks.append(Paragraph(line(" ".join(closing))))
    authority = ctx.request.authority
    # An objection goes to the body that decided (Awb 6:4), unless another address is given.
    to = authority.objection_to or Objection(body=authority.decides, address=authority.address)
    parts = [sentence(to.body), to.unit, *to.address]
    blocks.append(Paragraph(line(texts["to"]), keep=True))
    blocks.append(Lines(tuple(line(part) for part in parts if part)))
    blocks.append(Paragraph(line(texts["form"]), keep=True))
    reference = ctx.request.reference
    rows = [ctx.fill(text, reference=reference) for text in texts["form_items"]]
    blocks.append(Listing(tuple(("•", line(row), 0) for row in rows)))
    return blocks
