"""Variation of training texts: other names, other places, other cases, line breaks, scan damage."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from names import TUSSENVOEGSELS, NameSource
from texts import Builder, Sample, pieces

_PIECE = re.compile(r"\s+|[^\s\-/,()]+|[-/,()]")
_INITIALS = re.compile(r"(?:[A-Z]\.?)+\.|[A-Z]")
_CODE = re.compile(r"[A-Z]{2,4}|[A-Z][a-z]?[A-Z]")
_DAMAGE = (
    *(("l", "1"), ("o", "0"), ("m", "rn"), ("i", "l"), ("e", "c"), ("h", "b"), ("B", "8")),
    *(("g", "q"), ("S", "5"), ("l", "I"), ("O", "0"), ("u", "n"), ("H", "I-I"), ("t", "f")),
)
_GAPS = (" ", " ", " ", "-\n")


@dataclass(frozen=True, slots=True)
class Rates:
    """Chances (0..1) of each variation: per text or, for `place`, `organisation` and `anew`, per
    entity."""

    swap: float = 1.0
    place: float = 0.3
    organisation: float = 0.3
    anew: float = 0.2
    upper: float = 0.08
    lower: float = 0.08
    wrap: float = 0.35
    damage: float = 0.05


def vary(sample: Sample, source: NameSource, rng: random.Random, rates: Rates) -> Sample:
    """Return the sample with variations drawn at the given rates."""
    if rng.random() < rates.swap:
        sample = swap_names(sample, source, rng, rates)
    if rng.random() < rates.damage:
        sample = damage(sample, rng)
    draw = rng.random()
    if draw < rates.upper:
        sample = recase(sample, upper=True)
    elif draw < rates.upper + rates.lower:
        sample = recase(sample, upper=False)
    if rng.random() < rates.wrap:
        sample = wrap(sample, rng.randint(35, 95))
    return sample


def swap_names(sample: Sample, source: NameSource, rng: random.Random, rates: Rates) -> Sample:
    """Replace the persons (one new name for one old one, all through the text), and some of the
    places and organisations."""
    swapped: dict[str, str] = {}
    builder = Builder()
    for text, label in pieces(sample):
        if label == "PER":
            builder.add(_other_name(text, swapped, source, rng, rates), label)
        elif label == "LOC" and rng.random() < rates.place and text[:1].isupper():
            builder.add(source.town() if rng.random() < 0.7 else source.street(), label)
        elif label == "ORG" and rng.random() < rates.organisation and text[:1].isupper():
            builder.add(source.organisation(text), label)
        else:
            builder.add(text, label)
    return builder.build()


def _other_name(
    name: str, swapped: dict[str, str], source: NameSource, rng: random.Random, rates: Rates
) -> str:
    if any(c.isdigit() for c in name) or "\n" in name:
        return name
    if len(name.split()) > 1 and name[:1].isupper() and rng.random() < rates.anew:
        return _match_case(source.full(), name)
    parts = _PIECE.findall(name)
    words = [part for part in parts if part[0].isalpha()]
    out: list[str] = []
    for part in parts:
        last = bool(words) and part is words[-1]
        out.append(_other_part(part, swapped, source, rng, surname=last and len(words) > 1))
    return "".join(out)


def _other_part(
    part: str, swapped: dict[str, str], source: NameSource, rng: random.Random, *, surname: bool
) -> str:
    if not part[0].isalpha() or part.lower() in TUSSENVOEGSELS:
        return part
    if part not in swapped:
        if _INITIALS.fullmatch(part) or _CODE.fullmatch(part):
            swapped[part] = re.sub("[A-Z]", lambda _: rng.choice("ABCDEFGHJKLMNPRSTVWZ"), part)
        else:
            folded = part.lower()
            if folded not in swapped:
                as_surname = surname or rng.random() < 0.5
                swapped[folded] = source.bare_surname() if as_surname else source.first()
            return _match_case(swapped[folded], part)
    return swapped[part]


def _match_case(new: str, old: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.lower() if old.islower() else new


def recase(sample: Sample, *, upper: bool) -> Sample:
    """Return the whole text in capitals or in lower case (chat, forms, old systems)."""
    builder = Builder()
    for text, label in pieces(sample):
        builder.add(text.upper() if upper else text.lower(), label)
    return builder.build()


def wrap(sample: Sample, width: int) -> Sample:
    """Break lines at `width` characters, inside names too, as text from a PDF is."""
    text = list(sample.text)
    column, last_space = 0, -1
    for i, char in enumerate(text):
        column += 1
        if char == "\n":
            column, last_space = 0, -1
        elif char == " ":
            last_space = i
        if column > width and last_space >= 0:
            text[last_space] = "\n"
            column, last_space = i - last_space, -1
    return Sample("".join(text), sample.entities)


def damage(sample: Sample, rng: random.Random) -> Sample:
    """Damage some letters as a poor scan does."""
    builder = Builder()
    for text, label in pieces(sample):
        words = text.split(" ")
        rate = 0.3 if label else 0.08
        split = 0.25 if label else 0.03
        words = [_damage(w, rng) if rng.random() < rate else w for w in words]
        builder.add(" ".join(_split(w, rng) if rng.random() < split else w for w in words), label)
    return builder.build()


def _damage(word: str, rng: random.Random) -> str:
    fits = [pair for pair in _DAMAGE if pair[0] in word]
    if not fits or len(word) < 4:
        return word
    old, new = rng.choice(fits)
    return word.replace(old, new, 1)


def _split(word: str, rng: random.Random) -> str:
    """Put a space into a word, now and then a hyphen with a line end."""
    if len(word) < 5 or not word.isalpha():
        return word
    at = rng.randint(1, len(word) - 2)
    return f"{word[:at]}{rng.choice(_GAPS)}{word[at:]}"
