"""Section 8, the decision itself: the outcome, each item of the request, counts per judgement."""

from __future__ import annotations

from woo_tool.assemble.blocks import Block, Listing, Paragraph, line
from woo_tool.assemble.context import Context, agree
from woo_tool.assemble.facts import Facts
from woo_tool.assemble.language import count, sentence
from woo_tool.kinds import Judgement, Law
from woo_tool.request import ItemStatus, Request


def item_statuses(request: Request, facts: Facts) -> dict[str, ItemStatus | None]:
    """What became of each item: as written in the request, else as the documents tell.

    None where the documents can't tell: several items share documents with unlike judgements.
    """
    computed = _from_documents(facts)
    unwritten = [item for item in request.request.items if item.status is None]
    certain = len(unwritten) == 1 or computed in ("granted", "refused", "none_found")
    return {
        item.id: item.status or (computed if certain else None) for item in request.request.items
    }


def _from_documents(facts: Facts) -> ItemStatus | None:
    """The outcome that the judgements give; None when too little has been judged to say."""
    outcome = _from_judged(facts)
    if not facts.open:
        return outcome
    return "partly" if outcome in ("granted", "partly") else None


def _from_judged(facts: Facts) -> ItemStatus:
    kinds = {
        item.judgement
        for item in facts.items
        if item.judgement not in (Judgement.DUBBEL, Judgement.BUITEN)
    }
    if not kinds:
        return "none_found"
    single: dict[Judgement | None, ItemStatus] = {
        Judgement.OPENBAAR: "granted",
        Judgement.NIET: "refused",
        Judgement.REEDS: "already_public",
    }
    if len(kinds) == 1:
        return single.get(next(iter(kinds)), "partly")
    if kinds == {Judgement.OPENBAAR, Judgement.REEDS}:
        return "granted"
    return "refused" if kinds == {Judgement.NIET, Judgement.REEDS} else "partly"


def decision(ctx: Context) -> list[Block]:
    """The section: outcome, a line for each item, and the counts per judgement."""
    texts = ctx.texts.decision
    statuses = item_statuses(ctx.request, ctx.facts)
    blocks: list[Block] = [ctx.heading("decision"), _outcome(ctx, statuses)]
    if statuses:
        blocks.append(Paragraph(line(texts["items"]), keep=True))
        rows = []
        for item in ctx.request.request.items:
            status = statuses[item.id]
            text = texts["item_status"][status] if status else texts["item_per_document"]
            if item.reason:
                text += _reason(ctx, item.reason)
            rows.append((f"{item.id}.", line(f"{text}."), 0))
        blocks.append(Listing(tuple(rows)))
    if ctx.facts.items:
        blocks.append(Paragraph(line(texts["counts"]), keep=True))
        blocks.append(Listing(tuple(("•", line(text), 0) for text in _counts(ctx))))
        blocks.append(ctx.paragraph(texts["reasons"]))
    return blocks


def _reason(ctx: Context, reason: str) -> str:
    """The reason after the status: in brackets, or as sentences of its own."""
    bare = " ".join(reason.split()).rstrip(".")
    if bare[:1].isupper() or ". " in bare:
        return f". {sentence(bare)}"
    return " " + ctx.fill(ctx.texts.decision["item_reason"], reason=bare)


def _outcome(ctx: Context, statuses: dict[str, ItemStatus | None]) -> Block:
    texts = ctx.texts.decision
    given = {status for status in statuses.values() if status and status != "held_over"}
    computed = _from_documents(ctx.facts)
    outcome = computed
    if len(given) == 1:
        outcome = given.pop()
    elif given:
        outcome = "partly"
    if "held_over" in statuses.values() and outcome == "granted":
        outcome = "partly"
    if outcome is None or (None in statuses.values() and computed is None):
        return ctx.paragraph(texts["undecided"])
    return ctx.paragraph(texts["opening"], outcome=texts["outcome"][outcome])


def judgement_words(ctx: Context, judgement: Judgement, amount: int) -> str:
    """What the letter says of so many documents with a judgement: "maak ik openbaar"."""
    words = dict(ctx.texts.decision["judgements"])
    if ctx.law is Law.WOB:
        words |= ctx.texts.decision["judgements_wob"]
    verb = words[judgement.value]
    return verb if isinstance(verb, str) else agree(amount, verb)


def _counts(ctx: Context) -> list[str]:
    """One line per judgement: "Drie documenten maak ik gedeeltelijk openbaar."."""
    texts = ctx.texts.decision
    rows = [
        f"{count(amount, *texts['count_noun'])} {judgement_words(ctx, judgement, amount)};"
        for judgement, amount in ctx.facts.judgements
    ]
    unread = len(ctx.facts.open)
    if unread:
        rows.append(f"{count(unread, *texts['count_noun'])} {agree(unread, texts['unread'])};")
    return [*rows[:-1], rows[-1][:-1] + "."]
