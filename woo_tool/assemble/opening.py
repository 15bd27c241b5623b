"""Sections 3 to 7: request, procedure in dates, law, search, and the views of third parties."""

from __future__ import annotations

import datetime as dt

from woo_tool.assemble.blocks import Block, Listing, Paragraph, line
from woo_tool.assemble.context import Context, agree
from woo_tool.assemble.decision import judgement_words
from woo_tool.assemble.language import count, documents, listed, period, sentence
from woo_tool.deadlines import dutch_date, longest_extension, term_article
from woo_tool.kinds import Judgement, Law
from woo_tool.request import WOO_FROM, ThirdParty


def request_section(ctx: Context) -> list[Block]:
    """Section 3: date, receipt, law, and the numbered items with their period."""
    body, texts = ctx.request.request, ctx.texts.request
    other = ctx.law is Law.WOO and (body.dated or body.received) < WOO_FROM
    key = ("opening" if body.dated else "opening_undated") + ("_other_law" if other else "")
    dated = dutch_date(body.dated) if body.dated else ""
    received = dutch_date(body.received)
    slots = {"dated": dated, "received": received, "subject": body.subject}
    blocks: list[Block] = [ctx.heading("request"), ctx.paragraph(texts[key], **slots)]
    if other:
        blocks.append(ctx.paragraph(texts["other_law"]))
    if body.items:
        words = texts["items"]["one" if len(body.items) == 1 else "many"]
        amount = count(len(body.items), *texts["item_noun"])
        blocks.append(Paragraph(line(ctx.fill(words, count=amount)), keep=True))
        rows = []
        for item in body.items:
            tail = texts["item_period"] if item.period else ""
            when = period(*item.period) if item.period else ""
            text = item.text.strip().rstrip(".;") + ctx.fill(tail, period=when)
            rows.append((f"{item.id}.", line(text.replace(" ,", ",") + "."), 0))
        blocks.append(Listing(tuple(rows)))
    return blocks


def procedure(ctx: Context) -> list[Block]:
    """Section 4: what happened when, and whether the decision is in time."""
    steps, texts = ctx.request.procedure, ctx.texts.procedure
    told: list[str] = []
    if steps.acknowledged:
        told.append(ctx.fill(texts["acknowledged"], on=dutch_date(steps.acknowledged)))
    told += _extension(ctx)
    told += _suspensions(ctx)
    told += _deadline(ctx)
    blocks: list[Block] = [Paragraph(line(" ".join(told)))] if told else []
    if steps.contacts:
        blocks.append(Paragraph(line(texts["contacts"]), keep=True))
        rows = [
            ("•", line(sentence(ctx.fill(texts["contact"], **_talk(ctx, place)))), 0)
            for place in range(len(steps.contacts))
        ]
        blocks.append(Listing(tuple(rows)))
    if ctx.request.decision.partial:
        blocks.append(ctx.paragraph(texts["partial"]))
    return [ctx.heading("procedure"), *blocks] if blocks else []


def _talk(ctx: Context, place: int) -> dict[str, str]:
    contact = ctx.request.procedure.contacts[place]
    return {"on": dutch_date(contact.on), "text": contact.text.strip().rstrip(".")}


def _extension(ctx: Context) -> list[str]:
    extended, texts = ctx.request.procedure.extended, ctx.texts.procedure
    if extended is None:
        return []
    why = extended.reason.strip().rstrip(".")
    reason = " " + ctx.fill(texts["extended_reason"], reason=why) if why else ""
    weeks = count(extended.weeks, "week", "weken")
    article = term_article(ctx.law, "extension")
    slots = {"weeks": weeks, "reason": reason, "article": article}
    most = longest_extension(ctx.law)
    if extended.weeks > most:
        slots["most"] = count(most, "week", "weken")
    key = "extended_too_long" if extended.weeks > most else "extended"
    return [ctx.fill(texts[key], on=dutch_date(extended.on), **slots)]


def _suspensions(ctx: Context) -> list[str]:
    texts = ctx.texts.procedure
    articles = [step for step in ctx.deadlines.steps if step.id == "suspension_ends"]
    told = []
    done = iter(articles)
    for pause in sorted(ctx.request.procedure.suspended, key=lambda item: item.notice):
        first = dutch_date(pause.notice + dt.timedelta(1))
        if pause.end is None:
            basis = f"artikel {pause.basis} van de Awb"
            told.append(ctx.fill(texts["suspended_open"], first=first, article=basis))
            continue
        step = next(done, None)
        if step is not None:
            slots = {"last": dutch_date(step.date), "article": step.article}
            told.append(ctx.fill(texts["suspended"], first=first, **slots))
    return told


def _deadline(ctx: Context) -> list[str]:
    dates, texts = ctx.deadlines, ctx.texts.procedure
    if dates.final_term is None:
        return []
    final = dutch_date(dates.final_term)
    if dates.in_time is None or dates.in_time:
        return [ctx.fill(texts["final"], final=final)]
    late = count(-(dates.days_to_spare or 0), "dag", "dagen")
    return [ctx.fill(texts["late"], final=final, days=late)]


def framework(ctx: Context) -> list[Block]:
    key = "text" if ctx.request.decision.dated else "text_undated"
    return [ctx.heading("framework"), ctx.paragraph(ctx.texts.framework[key])]


def search(ctx: Context) -> list[Block]:
    """Section 6: how was searched, what was found, and what could not be judged."""
    texts, facts = ctx.texts.search, ctx.facts
    how = ctx.request.procedure.search.strip()
    blocks: list[Block] = [ctx.heading("search")]
    if how:
        blocks.append(ctx.paragraph(texts["searched"], search=sentence(how.rstrip(".")) + "."))
    extra = sum(item.document.extra for item in facts.items)
    found = len(facts.items) - extra
    key = "found" if found > 1 else "found_one" if found else "found_none"
    told = [ctx.fill(texts[key], documents=ctx.documents(found))]
    for kind, name, verbs in (
        (Judgement.DUBBEL, "double", ("heeft", "hebben")),
        (Judgement.BUITEN, "outside", ("valt", "vallen")),
    ):
        amount = facts.count(kind)
        if amount:
            counted = sentence(ctx.documents(amount))
            told.append(ctx.fill(texts[name], documents=counted, verb=agree(amount, verbs)))
    if extra:
        slots = {"documents": sentence(ctx.documents(extra)), "verb": agree(extra, _FALLS)}
        told.append(ctx.fill(texts["extra_documents"], **slots))
    blocks.append(Paragraph(line(" ".join(told))))
    if facts.open:
        numbers = [item.document.number for item in facts.open]
        slots = {"documents": sentence(ctx.documents(len(numbers))), "numbers": listed(numbers)}
        blocks.append(ctx.paragraph(texts["unread"], **slots))
    if ctx.request.extras and not extra:
        blocks.append(ctx.paragraph(texts["extras"], extras=listed(ctx.request.extras)))
    return blocks


_FALLS = ("valt", "vallen")


def views(ctx: Context) -> list[Block]:
    """Section 7: whom was asked, what they said, and what became of it (Awb 4:8)."""
    parties, texts = ctx.request.procedure.third_parties, ctx.texts.views
    if not parties:
        return []
    amount = count(len(parties), *texts["party_noun"])
    opening = texts["opening_one" if len(parties) == 1 else "opening"]
    blocks: list[Block] = [ctx.heading("views"), ctx.paragraph(opening, parties=amount)]
    for party in parties:
        blocks.append(Paragraph(line(_party(ctx, party))))
    return blocks


def _party(ctx: Context, party: ThirdParty) -> str:
    texts = ctx.texts.views
    slots = {"name": party.name, "asked": dutch_date(party.asked) if party.asked else ""}
    told = ctx.fill(texts["asked" if party.asked else "asked_undated"], **slots)
    if party.documents:
        told += " " + ctx.fill(texts["documents"], documents=documents(party.documents))
    parts = [told]
    if party.answered:
        parts[0] += ctx.fill(texts["answered"], answered=dutch_date(party.answered))
    else:
        parts.append(texts["unanswered"])
    if party.objects:
        parts.append(texts["objects"])
    elif party.answered and not party.view:
        parts.append(texts["agrees"])
    if party.view:
        parts.append(sentence(" ".join(party.view.split())))
    if party.effect:
        parts.append(sentence(" ".join(party.effect.split())))
    elif party.objects:
        parts += _effect(ctx, party)
    elif party.answered:
        parts.append(texts["no_effect"])
    return " ".join(part.rstrip(".") + "." for part in parts)


def _effect(ctx: Context, party: ThirdParty) -> list[str]:
    """What became of the documents that a party objects to, as far as the judgements tell."""
    texts = ctx.texts.views
    told = []
    for judgement, _ in ctx.facts.judgements:
        mine = [
            item.document.number
            for item in ctx.facts.with_judgement(judgement)
            if item.document.number in party.documents
        ]
        if mine:
            verb = judgement_words(ctx, judgement, len(mine))
            told.append(f"{sentence(documents(mine))} {verb}")
    return [texts["weighed"], *(told or [texts["effect_elsewhere"]])]
