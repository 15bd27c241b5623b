"""The decision as a letter: the fifteen sections of letter.md 1, in order, from data.

A section without data is left out. What the tool can't know is a marked question in its place.
"""

from __future__ import annotations

import datetime as dt

from woo_tool.assemble.annexes import annexes
from woo_tool.assemble.blocks import (
    Block,
    Letter,
    Letterhead,
    Line,
    Lines,
    Listing,
    Paragraph,
    RunKind,
    line,
    question,
)
from woo_tool.assemble.considerations import considerations
from woo_tool.assemble.context import Context, agree
from woo_tool.assemble.decision import decision
from woo_tool.assemble.facts import gather
from woo_tool.assemble.hide import people_hider, surname
from woo_tool.assemble.language import count, documents, listed, period, sentence
from woo_tool.assemble.texts import letter_texts
from woo_tool.deadlines import Deadlines, dutch_date, term_article
from woo_tool.model import DossierState, Judgement, Law
from woo_tool.request import WOO_FROM, Request, ThirdParty


def compose(
    request: Request, state: DossierState, deadlines: Deadlines, annex_titles: tuple[str, ...] = ()
) -> Letter:
    """The letter as the requester gets it; people who are redacted are black boxes in it too.

    ``draft`` is set when the decision has no date yet. Raises RulesError for a broken text block.
    """
    facts, texts = gather(state), letter_texts(request.authority.speaks_as)
    ctx = Context(request, state, facts, deadlines, texts, annex_titles)
    sections = (
        _salutation,
        _request,
        _procedure,
        _framework,
        _search,
        _views,
        decision,
        considerations,
        _release,
        _signature,
        _objection,
        annexes,
    )
    blocks = tuple(block for section in sections for block in section(ctx))
    letter = Letter(
        title=ctx.fill(ctx.texts.subject[ctx.law], subject=request.request.subject),
        head=_letterhead(ctx),
        blocks=blocks,
        draft=request.decision.dated is None,
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
        return (line(question(ctx.texts.salutation["question"])),)
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


def _request(ctx: Context) -> list[Block]:
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


def _procedure(ctx: Context) -> list[Block]:
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
    return [ctx.fill(texts["extended"], on=dutch_date(extended.on), **slots)]


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
    return [ctx.fill(texts["late"], final=final, days=late), question(texts["late_question"])]


def _framework(ctx: Context) -> list[Block]:
    key = "text" if ctx.request.decision.dated else "text_undated"
    return [ctx.heading("framework"), ctx.paragraph(ctx.texts.framework[key])]


def _search(ctx: Context) -> list[Block]:
    """Section 6: how was searched, what was found, and what could not be judged."""
    texts, facts = ctx.texts.search, ctx.facts
    asked = question(texts["search_question"])
    how = ctx.request.procedure.search.strip()
    text = ctx.fill(texts["searched"], search=sentence(how.rstrip(".")) + ".") if how else asked
    blocks: list[Block] = [ctx.heading("search"), Paragraph(line(text))]
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
        unread = ctx.fill(texts["unread"], **slots)
        blocks.append(Paragraph(line(f"{unread} {question(texts['unread_question'])}")))
    if ctx.request.extras and not extra:
        blocks.append(ctx.paragraph(texts["extras"], extras=listed(ctx.request.extras)))
    return blocks


_FALLS = ("valt", "vallen")


def _views(ctx: Context) -> list[Block]:
    """Section 7: whom was asked, what they said, and what became of it (Awb 4:8)."""
    parties, texts = ctx.request.procedure.third_parties, ctx.texts.views
    if not parties:
        return []
    amount = count(len(parties), *texts["party_noun"])
    opening = texts["opening_one" if len(parties) == 1 else "opening"]
    blocks: list[Block] = [ctx.heading("views"), ctx.paragraph(opening, parties=amount)]
    for party in parties:
        told = _party(ctx, party)
        if party.objects:
            asked = ctx.fill(texts["effect_question"], name=party.name)
            told += " " + question(asked)
        blocks.append(Paragraph(line(told)))
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
    if party.answered and not party.objects:
        parts.append(texts["no_effect"])
    return " ".join(part.rstrip(".") + "." for part in parts)


def _release(ctx: Context) -> list[Block]:
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


def _signature(ctx: Context) -> list[Block]:
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


def _objection(ctx: Context) -> list[Block]:
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
    else:
        blocks.append(Paragraph(line(question(texts["dates_question"]))))
    blocks.append(ctx.paragraph(texts["closing"]))
    to = ctx.request.authority.objection_to
    if to is None:
        blocks.append(Paragraph(line(question(texts["to_question"]))))
    else:
        parts = [sentence(to.body), to.unit, *to.address]
        blocks.append(Paragraph(line(texts["to"]), keep=True))
        blocks.append(Lines(tuple(line(part) for part in parts if part)))
    blocks.append(Paragraph(line(texts["form"]), keep=True))
    reference = ctx.request.reference
    rows = [ctx.fill(text, reference=reference) for text in texts["form_items"]]
    blocks.append(Listing(tuple(("•", line(row), 0) for row in rows)))
    return blocks
