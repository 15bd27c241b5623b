"""The features of the name tagger: what a word is, what its neighbours are, and templates of both.

Every feature is a string built from closed sets (shapes, flags, words of a shipped vocabulary,
affixes of at most three letters), so that a trained model holds no name of its training texts.
Training reads the strings of `FeatureExtractor`; `woo_tool.detect.tagger.weights` sums what the
model learnt of them from the same descriptions and columns, without making a string.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from woo_tool.detect.tagger import context
from woo_tool.detect.tagger.context import BLANK, EDGE, LINE, SPACE, KnownWord
from woo_tool.detect.tagger.features import Lists, fold, shape

#: Per column its value at each word of a page; None where it says nothing.
Columns = Mapping[str, Sequence[str | None]]

#: Letters of words that are listed as they stand.
_LISTED = frozenset("FfSsPpCcnkqweb")
_SENTENCE_ENDS = frozenset(".:!?-")

#: Name of a feature and the columns whose values make it; a word has it where the first of them
#: says something. `-` is the word before, `+` the word behind.
TEMPLATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("gb", ("gap",)),
    ("ga", ("gap+",)),
    ("gg", ("gap", "gap+", "key")),
    ("gs", ("gap", "form-", "form")),
    ("m", ("mode", "key")),
    ("kk", ("key-", "key")),
    ("k+", ("key", "key+")),
    ("ss", ("form-", "form", "form+")),
    ("wk", ("word-", "key", "sign")),
    ("kw", ("key", "sign", "word+")),
    ("ctx", ("word-", "word+")),
    ("cue", ("cue",)),
    ("cuek", ("cue", "form", "key")),
    ("head", ("head",)),
    ("headk", ("head", "form", "key")),
    ("echo", ("echo",)),
    ("echok", ("echo", "form", "key")),
    ("st", ("opens", "key")),
    ("stk", ("opens", "key", "form+", "gap+")),
    ("rc", ("right", "form")),
    ("rck", ("right", "key")),
    ("jn", ("split",)),
    ("jnf", ("split", "form")),
    ("ll", ("length", "sign")),
    ("lf", ("first", "sign")),
    ("la", ("above", "sign")),
    ("col", ("column", "sign")),
    ("colk", ("column", "key")),
)


def describe(word: str, lists: Lists) -> KnownWord:
    """What is known of a word on its own, with its features for each place beside a word."""
    key, form, lexical, folded = lists.look_up(word), shape(word), _lexical(word, lists), fold(word)
    letters = any(c.isalpha() for c in folded)
    flags = [f"f={c}" for c in key]
    own = ["1", f"w={lexical}", f"s={form}", f"k={key}", f"sk={form}|{key}", *flags]
    own.append(f"n={min(len(word), 9)}")
    if letters:
        own += (f"p2={_affix(folded[:2])}", f"p3={_affix(folded[:3])}")
        own += (f"x2={_affix(folded[-2:])}", f"x3={_affix(folded[-3:])}")
        own.append(f"xk={_affix(folded[-3:])}|{key}")
        if not _LISTED.intersection(key) and (tail := lists.tail(word.lower())):
            own.append(f"t={tail}")
    near = [f"w={lexical}", f"s={form[:4]}", f"k={key}", *flags]
    beside = [*near, f"x3={_affix(folded[-3:])}"]
    places = [
        tuple(f"{offset}{feature}" for feature in (near if abs(offset) == 2 else beside))
        for offset in (-2, -1, 1, 2)
    ]
    return KnownWord(key, lexical, form, word, (tuple(own), *places))


def columns(
    known: Sequence[KnownWord], words: Sequence[str], gaps: Sequence[str], lists: Lists
) -> Columns:
    """The columns of TEMPLATES for words, their descriptions and the gap class before each."""
    keys, lexical = [item.key for item in known], [item.word for item in known]
    forms = [item.form for item in known]
    cues = context.left_cues(known, gaps)
    before = [EDGE.word, *lexical][:-1]
    lines = context.line_places(known, words, gaps)
    return {
        "key": keys,
        "key-": [EDGE.key, *keys][:-1],
        "key+": [*keys, EDGE.key][1:],
        "word-": before,
        "word+": [*lexical, EDGE.word][1:],
        "form": forms,
        "form-": [EDGE.form, *forms][:-1],
        "form+": [*forms, EDGE.form][1:],
        "sign": [item.sign for item in known],
        "gap": gaps,
        "gap+": [*gaps, BLANK][1:],
        "mode": context.line_modes(known, gaps),
        "cue": cues,
        "head": context.line_heads(known, gaps),
        "echo": context.echoes(known, cues, gaps),
        "right": context.right_cues(known, gaps),
        "split": _splits(known, words, gaps, lists),
        "opens": [
            "1" if gap in (LINE, BLANK) or word in _SENTENCE_ENDS else None
            for gap, word in zip(gaps, before, strict=True)
        ],
        **lines,
    }


class FeatureExtractor:
    """Turns words and gaps into feature strings, to learn from; caches per word."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._cache: dict[str, KnownWord] = {}

    def __call__(self, words: Sequence[str], gaps: Sequence[str]) -> list[list[str]]:
        """Return the feature strings of each word.

        `gaps[i]` is the gap class before word i (see `features.gap`); both have one length.
        """
        for word in words:
            if word not in self._cache:
                self._cache[word] = describe(word, self._lists)
        known = [self._cache[word] for word in words]
        told = columns(known, words, gaps, self._lists)
        around = [EDGE, EDGE, *known, EDGE, EDGE]
        out: list[list[str]] = []
        for i in range(len(words)):
            second_before, before, own, after, second_after = around[i : i + 5]
            features = [
                *own.says[0],
                *second_before.says[1],
                *before.says[2],
                *after.says[3],
                *second_after.says[4],
            ]
            for name, parts in TEMPLATES:
                values = [told[part][i] for part in parts]
                if values[0] is not None:
                    features.append(f"{name}={'|'.join(map(str, values))}")
            out.append(features)
        return out


def _splits(
    known: Sequence[KnownWord], words: Sequence[str], gaps: Sequence[str], lists: Lists
) -> list[str | None]:
    """Per word `<` or `>` and name flags when it makes one name with its neighbour (OCR)."""
    out: list[str | None] = [None] * len(words)
    for i in range(len(words) - 1):
        if gaps[i + 1] != SPACE or known[i + 1].sign[:1] != "x":
            continue
        if (known[i].ordinary and known[i + 1].ordinary) or not words[i].isalpha():
            continue
        found = lists.joined(words[i], words[i + 1])
        if found:
            out[i], out[i + 1] = f">{found}", f"<{found}"
    return out


def _lexical(word: str, lists: Lists) -> str:
    """The word itself if it is in the vocabulary or has no letters, else a blank."""
    lower = word.lower()
    if lower in lists.vocabulary:
        return lower
    return "_" if any(c.isalpha() for c in lower) else shape(word)


def _affix(text: str) -> str:
    """Keep letters; everything else (digits above all) becomes a sign of its class."""
    return "".join(
        c if c.isalpha() and c.isascii() else ("0" if c.isdigit() else "-") for c in text
    )
