"""Section 9, the considerations: a reason per ground in this dossier's own facts (letter.md 3)."""

from __future__ import annotations

from woo_tool.assemble.blocks import (
    Block,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    line,
    question,
)
from woo_tool.assemble.context import Context, agree
from woo_tool.assemble.facts import GroundFacts, older_than_five_years
from woo_tool.assemble.language import cited, count, documents, listed, sentence
from woo_tool.assemble.texts import Family, motivations
from woo_tool.grounds import ground
from woo_tool.kinds import Judgement, Label, Law, Role
from woo_tool.model import InventoryItem

DOCUMENT_TABLE = "documents"
"""Key of the per-document table, by which the check finds it."""


def considerations(ctx: Context) -> list[Block]:
    """The general weighing, each ground, whole refusals, old information, each document."""
    if not ctx.facts.items:
        return []
    texts = ctx.texts.considerations
    blocks: list[Block] = [ctx.heading("considerations"), ctx.heading("general", 2)]
    blocks.append(ctx.paragraph(texts["general"][ctx.law]))
    blocks.append(ctx.paragraph(texts["grounds" if ctx.facts.grounds else "no_grounds"]))
    for facts in ctx.facts.grounds:
        blocks += _ground(ctx, facts)
    blocks += _refused(ctx)
    blocks += _five_years(ctx)
    blocks += _per_document(ctx)
    return blocks


def _ground(ctx: Context, facts: GroundFacts) -> list[Block]:
    item, family = ground(facts.code), ctx.motives.family(facts.code)
    title = f"{sentence(item.citation)}: {item.short_label[0].lower()}{item.short_label[1:]}"
    blocks: list[Block] = [Heading(line(title), 2, ground=facts.code)]
    blocks.append(Paragraph(line(" ".join(_use(ctx, facts)))))
    blocks += _told(_reasons(ctx, facts, family))
    own = ctx.request.reasons.get(facts.code, "")
    if own:
        blocks.append(Paragraph(line(own)))
    named = _named(facts, family)
    if named and not own:
        people = listed([motivations().people[role][1] for role in named])
        asked = ctx.fill(family.names_question, people=people, citation=item.citation)
        asked = _with_field(ctx, asked, facts.code)
        blocks.append(Paragraph(line(question(asked))))
    if not own and not family.stands and not covered(facts, family):
        asked = motive_question(ctx, facts.code)
        blocks.append(Paragraph(line(question(asked))))
    if item.balancing_required and facts.passages and family.weighing:
        blocks.append(ctx.paragraph(family.weighing))
    if facts.refused:
        key = "weighing_refused" if item.balancing_required else "refused_reference"
        blocks.append(ctx.paragraph(ctx.texts.considerations[key]))
    return blocks


def motive_question(ctx: Context, code: str) -> str:
    """What the writer must say about a ground, in which field, and by which rule."""
    asked = ctx.fill(ctx.motives.family(code).question, citation=ground(code).citation)
    return _with_field(ctx, asked, code)


def _with_field(ctx: Context, asked: str, code: str) -> str:
    return ctx.fill(ctx.texts.considerations["question_field"], asked=asked, code=code)


def _told(reasons: list[str]) -> list[Block]:
    """Few reasons as one paragraph; more as a list under the first."""
    if len(reasons) <= _FEW:
        return [Paragraph(line(" ".join(reasons)))] if reasons else []
    rows = tuple(("•", line(reason), 0) for reason in reasons[1:])
    return [Paragraph(line(reasons[0]), keep=True), Listing(rows)]


_FEW = 3


def _use(ctx: Context, facts: GroundFacts) -> list[str]:
    """Where the ground is used, on what kind of data, about how many people."""
    texts = ctx.texts.considerations
    sentences = []
    if facts.passages:
        passages = count(facts.passages, *texts["passage_noun"])
        where = documents(facts.documents)
        sentences.append(ctx.fill(texts["use_passages"], passages=passages, documents=where))
        words = motivations().labels
        labels = [count(amount, *words[label]) for label, amount in facts.labels]
        sentences.append(ctx.fill(texts["labels"], labels=listed(labels)))
        people = _people(facts)
        if people:
            about = agree(facts.passages, texts["people"])
            sentences.append(ctx.fill(about, people=listed(people)))
    if facts.refused:
        verb, tail = ctx.publish()
        slots = {"verb": verb, "tail": tail, "documents": documents(facts.refused)}
        its = agree(len(facts.refused), ("zijn", "hun"))
        sentences.append(ctx.fill(texts["use_refused"], its=its, **slots))
    return sentences


def _people(facts: GroundFacts) -> list[str]:
    words = motivations().people
    return [
        count(entry.people, *words[entry.role])
        for entry in facts.roles
        if entry.role is not None and entry.people
    ]


def _reasons(ctx: Context, facts: GroundFacts, family: Family) -> list[str]:
    """The interest, and what making public means for each class of people or kind of data."""
    if facts.passages and not _known(facts, family):
        return []
    wob = ctx.law is Law.WOB and family.interest_wob
    texts = [family.interest_wob if wob else family.interest]
    named = _named(facts, family)
    texts += [
        family.roles[entry.role]
        for entry in facts.roles
        if entry.role in family.roles and entry.role not in named
    ]
    roleless = {label for role, label in facts.kinds if role not in family.roles}
    for label, _ in facts.labels:
        if label in family.labels and (label in roleless or label not in _ABOUT_PEOPLE):
            texts.append(family.labels[label])
    return [ctx.fill(text) for text in dict.fromkeys(text for text in texts if text)]


_ABOUT_PEOPLE = frozenset({Label.PERSON})
"""Labels whose reason is already given by the class of people."""


def _named(facts: GroundFacts, family: Family) -> tuple[Role, ...]:
    """Classes of people whose names ought to stay, but of whom a name goes."""
    return tuple(role for role in family.names_stay if (role, Label.PERSON) in facts.kinds)


def _known(facts: GroundFacts, family: Family) -> bool:
    """True when the family has a reason for at least a part of the passages."""
    roles = any(entry.role in family.roles for entry in facts.roles)
    labels = any(label in family.labels for label, _ in facts.labels)
    objective = not family.roles and not family.labels and bool(family.interest)
    return roles or labels or objective or family.stands


def covered(facts: GroundFacts, family: Family) -> bool:
    """True when every passage is about a class of people or a kind of data with a reason."""
    if not facts.passages:
        return True  # the reason of a whole refusal is given per document
    if not family.roles and not family.labels:
        return False
    return all(role in family.roles or label in family.labels for role, label in facts.kinds)


def _refused(ctx: Context) -> list[Block]:
    """Whole refusals: the reason of each document, and what is given instead."""
    items = ctx.facts.with_judgement(Judgement.NIET)
    if not items:
        return []
    texts = ctx.texts.considerations
    blocks: list[Block] = [ctx.heading("refused", 2), ctx.paragraph(texts["refused_opening"])]
    rows: list[tuple[str, Line, int]] = []
    for item in items:
        slots = {"number": item.document.number, "reason": _stop(item.reason)}
        text = ctx.fill(texts["refused_item"], citation=cited(item.grounds), **slots)
        rows.append(("•", line(f"{text}."), 0))
    blocks.append(Listing(tuple(rows)))
    if ctx.annexes:
        verb, tail = ctx.publish()
        given = listed(ctx.annexes)
        blocks.append(ctx.paragraph(texts["substitute"], verb=verb, tail=tail, documents=given))
    return blocks


def _stop(text: str) -> str:
    return text.strip().rstrip(".")


def _five_years(ctx: Context) -> list[Block]:
    """The stricter reason for information older than five years at the request (Woo 5.3).

    Of a document without a date it is said what holds if it is that old; who knows the date can
    leave it out.
    """
    old, undated = older_than_five_years(ctx.facts, ctx.law, ctx.request.request.received)
    texts = ctx.texts.considerations
    reasons = _five_year_reasons(ctx, old, undated)
    blocks: list[Block] = [ctx.heading("five_years", 2)]
    for key, items in (("five_years", old), ("five_years_undated", undated)):
        if items:
            names = documents([item.document.number for item in items])
            slots = {
                "documents": sentence(names) if items is old else names,
                "verb": agree(len(items), ("was", "waren")),
                "they": agree(len(items), ("dat document", "die documenten")),
            }
            blocks.append(ctx.paragraph(texts[key], **slots))
    return [*blocks, *reasons] if reasons else []


def _five_year_reasons(
    ctx: Context, old: tuple[InventoryItem, ...], undated: tuple[InventoryItem, ...]
) -> list[Block]:
    """A reason for each ground that Woo 5.3 covers, or the question for it where it is certain that
    the information is old."""
    blocks: list[Block] = []
    for facts in ctx.facts.grounds:
        if not ground(facts.code).five_year_rule:
            continue
        own = ctx.request.reasons_five_years.get(facts.code)
        reason = ctx.motives.family(facts.code).five_years
        if any(facts.code in item.grounds for item in (*old, *undated) if own or reason):
            blocks.append(Paragraph(line(own)) if own else ctx.paragraph(reason))
        elif any(facts.code in item.grounds for item in old):
            template = ctx.texts.considerations["five_years_question"]
            asked = ctx.fill(template, citation=ground(facts.code).citation, code=facts.code)
            blocks.append(Paragraph(line(question(asked))))
    return blocks


def _per_document(ctx: Context) -> list[Block]:
    """One line for each document: judgement, grounds, passages per ground, and why."""
    texts = ctx.texts.considerations
    rows = tuple(_row(ctx, item) for item in ctx.facts.items)
    table = Table(DOCUMENT_TABLE, tuple(texts["table_header"]), rows, (0.09, 0.2, 0.13, 0.2, 0.38))
    return [ctx.heading("documents", 2), ctx.paragraph(texts["table_opening"]), table]


def _row(ctx: Context, item: InventoryItem) -> tuple[Line, ...]:
    texts = ctx.texts.considerations
    judgement = item.judgement.value if item.judgement else texts["table_unread"]
    boxes = ", ".join(f"{code}:\u00a0{amount}" for code, amount in item.boxes)
    reason = item.reason
    if not reason and item.judgement is Judgement.DEELS:
        reason = texts["table_partial"]
    cells = (item.document.number, judgement, ", ".join(item.grounds), boxes, sentence(reason))
    return tuple(line(cell) for cell in cells)
