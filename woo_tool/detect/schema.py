"""What rules/recognizers.yaml and rules/cues.yaml may say (checked when they are loaded)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

import regex
from pydantic import field_validator, model_validator

from woo_tool.detect.numbers.validators import VALIDATORS
from woo_tool.kinds import Label, Role
from woo_tool.rules import Rule

#: White space between two words of a group, at most (characters).
MOST_SPACE = 40


def compile_rule(pattern: str, *, ignore_case: bool = False) -> regex.Pattern[str]:
    """A regular expression of a rule file. Raises ValueError in Dutch when it is wrong."""
    try:
        return regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
    except regex.error as fault:
        raise ValueError(f"dit patroon klopt niet ({fault}): {pattern}") from fault


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words as a whole word; a word that ends in ``*`` may go on."""
    parts = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        open_end = word.endswith("*")
        core = regex.escape(word.rstrip("*"), special_only=True, literal_spaces=True)
        core = core.replace(" ", rf"\s{{1,{MOST_SPACE}}}")
        parts.append(core + ("" if open_end else r"(?![\p{L}\p{N}])"))
    return r"(?<![\p{L}\p{N}])(?:" + "|".join(parts) + ")"


def known_check(name: str) -> str:
    """The name of a check. Raises ValueError in Dutch when there is none of that name."""
    if name not in VALIDATORS:
        raise ValueError(f"onbekende controle '{name}'; kies uit {', '.join(VALIDATORS)}")
    return name


class PatternRule(Rule):
    """One regular expression: case sensitive unless said; group ``value`` is what is found.

    ``score`` counts alone, ``context_score`` beside a context word. ``ocr`` patterns run only on
    pages that were read by OCR.
    """

    regex: str
    score: float = 0.0
    context_score: float | None = None
    ignore_case: bool = False
    ocr: bool = False

    @field_validator("regex")
    @classmethod
    def _compiles(cls, value: str) -> str:
        compile_rule(value)
        return value


class FrameRule(Rule):
    """Words for a kind of number, behind which one stands (woo_tool.detect.numbers.frames).

    ``kinds``: a word that begins with ``*`` may be the end of a compound. With ``numbered`` a word
    for 'number' must follow ("klachtnr."), one of ``number_words`` or those of the file; with
    ``reach`` it, or a bracket, may stand that many characters on ("de klacht is geregistreerd onder
    nummer"). ``value`` says what the value looks like and ``check`` names its check; words of
    ``unless`` before it in the line rule it out. With ``beside`` the kinds count only as the header
    of a column, in a table that has one of these headers too. With ``compounds_but`` the kinds
    count only as the end of a longer word ("schadenummer"), unless that begins with one of these.
    """

    kinds: tuple[str, ...]
    check: str
    score: float
    numbered: bool = False
    reach: int = 0
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    compounds_but: tuple[str, ...] = ()
    number_words: tuple[str, ...] = ()
    value: Literal["number", "login"] = "number"

    @field_validator("check")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_check(value)


class TagRule(Rule):
    """A remark on a finding that the policy may use, such as a mailbox without a person.

    It goes for a ``value``, or with words ``near`` before or right ``behind`` it unless the value
    is a ``not_value`` (a mobile number behind "secretariaat" is somebody's).
    ``mailbox``: it goes for the mailboxes that the rule file lists.
    """

    tag: str
    reason: str
    value: str = ""
    near: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    not_value: str = ""
    mailbox: bool = False


class RecognizerRule(Rule):
    """One kind of number or address, and how to know it.

    ``before``: context words looked for in ``reach`` characters before the value, at most one line
    up; ``after``: words right behind it. ``unless``: words before it that rule the finding out,
    unless a context word stands nearer; ``never``: values that are never meant (offices).
    ``validator`` checks the value; with ``forgive`` a value that fails stays when a context word
    stands beside it. With ``wraps`` a value is also found where a line end breaks it.
    """

    name: str
    label: Label
    reason: str
    patterns: tuple[PatternRule, ...] = ()
    frames: tuple[FrameRule, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    reach: int = 40
    validator: str = ""
    forgive: bool = False
    wraps: bool = False
    tags: tuple[TagRule, ...] = ()

    @field_validator("validator")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_check(value) if value else value


class SuggestionRule(Rule):
    """Cue phrases that make a whole sentence a suggestion for a person to judge.

    ``patterns`` are regular expressions beside the ``cues``; case doesn't count. With
    ``needs_person`` the sentence must also hold a name, or one of the words in ``someone`` and none
    of those in ``general`` (which tell that the sentence is a rule for everybody). Patterns of
    ``together`` must each stand in the sentence too.
    """

    name: str
    label: Label
    reason: str
    cues: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs_person: bool = False
    someone: tuple[str, ...] = ()
    general: tuple[str, ...] = ()

    @field_validator("patterns", "together")
    @classmethod
    def _compile(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            compile_rule(pattern)
        return value

    @model_validator(mode="after")
    def _has_cues(self) -> Self:
        if not self.cues and not self.patterns:
            raise ValueError(f"{self.name}: geef cues of patterns")
        return self

    @model_validator(mode="after")
    def _is_suggestion(self) -> Self:
        if not self.label.is_suggestion:
            raise ValueError(f"{self.label} is geen suggestie")
        return self


class Mailboxes(Rule):
    """Local parts of addresses that belong to no person; ``units`` may follow another word."""

    words: tuple[str, ...]
    units: tuple[str, ...]

    def pattern(self) -> str:
        """A regular expression for a whole address of such a mailbox."""
        words, units = _plain({*self.words, *self.units}), _plain(self.units)
        more = r"(?:[._-][\p{L}\p{N}]+)*"
        return rf"(?i)(?:{words}{more}|(?:[\p{{L}}\p{{N}}]{{2,}}[._-])+{units})@.*"


def _plain(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    parts = [
        regex.escape(w.rstrip("*"), special_only=True) + (r"\p{L}*" if w.endswith("*") else "")
        for w in ordered
    ]
    return "(?:" + "|".join(parts) + ")"


class Attached(Rule):
    """What stands beside a name and isn't that person's: no street has one of the words
    ``no_street`` in its name, and a list below one of the words ``things`` numbers these."""

    no_street: tuple[str, ...]
    things: tuple[str, ...]


class Recognizers(Rule):
    """rules/recognizers.yaml."""

    mailboxes: Mailboxes
    attached: Attached
    number_words: tuple[str, ...]
    threshold: float
    timeout_seconds: float
    recognizers: tuple[RecognizerRule, ...]
    suggestions: tuple[SuggestionRule, ...]


class RoleCue(Rule):
    """Words beside a name that tell its role: ``before`` it, ``after`` it (after a comma).

    ``public``: the role keeps the name readable, so it needs strong evidence. ``protected``: it
    counts even where a public title stands beside it ("betrokkene, wethouder X"). ``lower``: who
    has it decides nothing, so a signature beside it is no signature under mandate.
    """

    role: Role
    public: bool = False
    protected: bool = False
    lower: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class HeaderCue(Rule):
    """Field names behind or below which people stand. ``roles`` is given to the names there."""

    keys: tuple[str, ...]
    role: Role | None = None
    loose: bool = False
    initials: bool = False


class Lookalikes(Rule):
    """What a name isn't: words before and after it, endings, and well-known names of things."""

    before: tuple[str, ...]
    joined_before: tuple[str, ...]
    after: tuple[str, ...]
    endings: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]


class Cues(Rule):
    """rules/cues.yaml."""

    recall_score: float
    recall_score_listed: float
    titles: tuple[str, ...]
    particles: tuple[str, ...]
    signed: tuple[str, ...]
    inline: tuple[str, ...]
    name_roles: tuple[str, ...]
    weak_name_roles: tuple[str, ...]
    headers: tuple[HeaderCue, ...]
    columns: tuple[HeaderCue, ...]
    says: tuple[str, ...]
    spoken_to: tuple[str, ...]
    salutations: tuple[str, ...]
    closings: tuple[str, ...]
    not_names: tuple[str, ...]
    form_labels: tuple[str, ...]
    unit_words: tuple[str, ...]
    lookalikes: Lookalikes


class MemberCues(Rule):
    """By what a member of a council or the House is known, in ``texts`` about such a meeting: a
    party in brackets behind the name and one of the words ``before`` it, or what was ``asked``, or
    ``moved`` when it says where that was ``filed``."""

    texts: tuple[str, ...]
    before: tuple[str, ...]
    asked: tuple[str, ...]
    moved: tuple[str, ...]
    filed: tuple[str, ...]
    parties: tuple[str, ...]


class CourtCues(Rule):
    """By what a judge is known, in ``texts`` of a court: behind one of the ``subjects`` that was
    ``ruled``, with mr. or a word that ``presides`` before the name, and before ``until``."""

    texts: tuple[str, ...]
    subjects: tuple[str, ...]
    presides: tuple[str, ...]
    ruled: tuple[str, ...]
    until: tuple[str, ...]


class MandateCues(Rule):
    """By what the signatory of a decision is known: a body, and a formula of mandate below it."""

    bodies: tuple[str, ...]
    formulas: tuple[str, ...]


class RoleCues(Rule):
    """rules/roles.yaml. ``many`` are offices in the plural, before the names of who hold them;
    ``sovereign`` stands behind the name of one above an act."""

    not_their_title: tuple[str, ...]
    former: tuple[str, ...]
    private_owners: tuple[str, ...]
    public_owners: tuple[str, ...]
    roles: tuple[RoleCue, ...]
    many: tuple[str, ...]
    sovereign: tuple[str, ...]
    members: MemberCues
    court: CourtCues
    mandate: MandateCues
