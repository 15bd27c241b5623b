"""Names that no list holds, shown by what stands beside them: another name, or a verb of speech.

"De heren Smit en Douklavou", "Kaholfre verklaart", "volgens Kaholfre", "Dikno's dossier": the model
doubts a word that it never saw, the sentence does not. In a column of names all are names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

import regex

from woo_tool.detect.layout.tables import Cell, Columns, bare_columns
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.votes import Vote
from woo_tool.detect.schema import any_of
from woo_tool.detect.text.search import Search

RULE = "zin:naast"
_SCORE = 0.6
_LONGEST = 40  # characters before a place in which a name stands

_NAME = r"\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}{2,})?"
_JOINT = regex.compile(r"[ ](?:en|of|and|&)[ ](?=\p{Lu})")
_BEFORE = regex.compile(rf"(?<![\p{{L}}\d'’.&-])(?<!\p{{Lu}}[\p{{L}}.]*[ ]){_NAME}$")
_BEHIND = regex.compile(rf"{_NAME}(?![\p{{L}}\d'’&-]|[ ]\p{{Lu}}|\.\p{{L}})")
_OWNER = regex.compile(
    rf"(?<![\p{{L}}\d'’.&-])(?<!\p{{Lu}}[\p{{L}}.]*[ ]){_NAME}(?=['’]s[ ]\p{{Ll}})"
)
_IN_PLACE = regex.compile(r"(?i)(?<!\p{L})(?:de|het|een|dit|deze|in|te|bij|uit|naar|op)[ ]$")
_QUOTED = regex.compile(rf"(?m)(?<=^[ ]?(?:>[ ]?){{1,5}}){_NAME}(?=[ ]*$)")
_IN_CELL = regex.compile(rf"(?<=[/,;\n\t|]\s?|^){_NAME}(?:[ ]{_NAME})?(?=[ ]?(?:[/,;]|$))")
_LEAST_CELLS = 3
#: A sign that each of these needs, the pattern, and what it shows.
_ALONE = (
    ("s ", _OWNER, "naam van wie iets heeft"),
    (">", _QUOTED, "naam alleen op een aangehaalde regel"),
)

Span = tuple[int, int]
IsThing = Callable[[int, int], bool]


class Neighbours:
    """Votes for the words beside names, before verbs of speech and before what is theirs."""

    def __init__(self, names: NameRules, says: Sequence[str], spoken_to: Sequence[str]) -> None:
        self._names = names
        self._says = Search(regex.compile(rf"(?<=[ ]){any_of(says)}"))
        self._spoken_to = Search(regex.compile(rf"(?i:{any_of(spoken_to)})[ ](?=\p{{Lu}})"))

    def votes(self, text: str, people: Sequence[Span], is_thing: IsThing) -> Iterator[Vote]:
        """``people`` were found already; ``is_thing`` knows look-alikes. No place comes twice."""
        known = _Spans(people)
        for start, end, reason in self._places(text, known):
            if known.at(start) or known.at(end - 1):
                continue
            if all(map(self._names.stranger, text[start:end].split())) and not is_thing(start, end):
                known.add(start, end)
                yield Vote(start, end, _SCORE, RULE, reason)

    def _places(self, text: str, known: _Spans) -> Iterator[tuple[int, int, str]]:
        yield from self._in_speech(text)
        for sign, kind, reason in _ALONE:
            for hit in kind.finditer(text) if sign in text else ():
                yield *hit.span(), reason
        for start, end in _joined(text, known):
            yield start, end, "naam naast een andere naam"
        for start, end in _in_columns(text, known):
            yield start, end, "naam in een kolom met namen"

    def _in_speech(self, text: str) -> Iterator[tuple[int, int, str]]:
        for hit in self._says.finditer(text):
            name = _before(text, hit.start() - 1)
            if name is not None:
                yield *name.span(), "naam voor een werkwoord van spreken"
        for hit in self._spoken_to.finditer(text):
            behind = _BEHIND.match(text, hit.end())
            if behind is not None:
                yield *behind.span(), f"naam achter '{hit[0].strip()}'"


def _joined(text: str, known: _Spans) -> Iterator[Span]:
    """What `en` or `of` joins to a name."""
    for hit in _JOINT.finditer(text):
        left, right = _before(text, hit.start()), _BEHIND.match(text, hit.end())
        if right is not None and known.at(hit.start() - 1):
            yield right.span()
        elif left is not None and known.at(hit.end()):
            yield left.span()


def _in_columns(text: str, known: _Spans) -> Iterator[Span]:
    """What stands alone in the cells of a column of which a third or more are people; of one
    without a header, half."""
    columns: dict[tuple[str, int], list[Cell]] = {}
    for cell in Columns.of(text).cells:
        columns.setdefault((cell.headers, cell.index), []).append(cell)
    parts = [*((3, cells) for cells in columns.values()), *((2, c) for c in bare_columns(text))]
    for part, cells in parts:
        named = sum(known.at(cell.start) for cell in cells)
        if len(cells) >= _LEAST_CELLS and named * part >= len(cells):
            for cell in cells:
                for hit in _IN_CELL.finditer(text, cell.start, cell.end):
                    yield hit.span()


def _before(text: str, end: int) -> regex.Match[str] | None:
    """The name that ends here; none behind an article or a place's preposition."""
    hit = _BEFORE.search(text, max(0, end - _LONGEST), end)
    return (
        None if hit is None or _IN_PLACE.search(text, max(0, hit.start() - 8), hit.start()) else hit
    )


class _Spans:
    """Places that are taken."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)

    def add(self, start: int, end: int) -> None:
        self._spans.insert(bisect_right(self._spans, (start, end)), (start, end))

    def at(self, place: int) -> bool:
        found = bisect_right(self._spans, place, key=lambda span: span[0]) - 1
        return found >= 0 and place < self._spans[found][1]
