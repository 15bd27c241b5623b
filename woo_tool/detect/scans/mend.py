"""A scanned page with what OCR puts in it taken out again, sign for sign: all places stay.

tesseract reads a speck as an accent (`pérs.nr`), a full stop behind an initial as a comma or colon
(`K, Oduber`) or not at all (`RW. Zeegers`), the bar of a table as a brace (`naam { geb.datum`), and
puts an empty line between the rows of a table. Everything that reads the page reads it mended; the
numbers and the words that announce them are then read a second time
(woo_tool.detect.scans.misread).
"""

from __future__ import annotations

import unicodedata

import regex

from woo_tool.detect.layout.tables import is_run_together
from woo_tool.detect.people.initials import NOBODYS
from woo_tool.detect.tagger.features import Lists

_SIGNS = str.maketrans({"‚": ",", "„": " ", "«": " ", "»": " ", "¢": "c", "©": "@", "®": "@"})
_STOP_IN_WORD = regex.compile(r"(?<=\p{Ll})[;](?=\p{Ll})")  # pers;nr
#: Underscores and stars in white space, or between white space and a word: lines and specks.
_SPECKS = regex.compile(
    r"(?<![^\s|/:])[_*~¬]{1,4}(?=[\s\p{L}\p{N}(])|(?<=[\p{L}\p{N}.:])_{1,4}(?=\s)"
)
_WORDS = regex.compile(r"[\p{L}'’.-]++")
_ACCENTS = frozenset("àáâãäåèéêëìíîïòóôõöøùúûüÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜ")
_WORD = r"\p{Lu}[\p{L}'’]{1,30}(?:-\p{Lu}[\p{L}'’]{1,30}){0,3}"
_PARTICLES = r"(?:(?:van|de|der|den|ten|ter|te|el|al|von|in|op|'t|v\.?d\.?)[ ]){0,3}"
#: Initials with any stop behind them, before a surname: "M:J,A, (Marnix) Terlouw", "S; Beek".
_INITIALS = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.])(?P<initials>(?:\p{{Lu}}[ ]?[.,;:][ ]?-?){{1,5}})"
    rf"(?=(?:\({_WORD}\)[ ])?{_PARTICLES}(?P<name>{_WORD}))"
)
#: Initials behind a surname: "de Vries, A:", "Sewnath S, 14-02-74".
_BEHIND = regex.compile(
    rf"(?P<name>{_WORD})[,;.]?[ ](?P<initials>(?:\p{{Lu}}[ ]?[.,;:‚]){{1,5}})"
    rf"(?=[ ]?(?:[|(){{}}\n]|$|\d|(?:van|de|der|den|ter|ten)(?!\p{{L}})))"
)
#: Initials that ran together: "RW. Zeegers", "TAM. Verhoeckx".
_JOINED = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.&/-])(?P<initials>\p{{Lu}}{{2,4}})(?:\.|(?<=\n\p{{Lu}}{{2,4}}),)"
    rf"(?=[ ]{_PARTICLES}(?P<name>{_WORD}))"
)
#: A sign for the one initial: "mw. |. van Hees", "Bezwaar 5. Kadam".
_SIGN = regex.compile(
    rf"(?<=\p{{L}}[.,]?[ (]|^(?=[|!€$])|\n(?=[|!€$]))(?P<sign>[|!€$1568])\."
    rf"(?=[ ]?{_PARTICLES}(?P<name>{_WORD}))"
)
_STOPS = str.maketrans(",;:", "...")
_LETTERS = {"|": "I", "!": "I", "1": "I", "€": "E", "$": "S", "5": "S", "6": "G", "8": "B"}
#: A stop inside a name: "Tamar.Ferreira", "Wouter. Jansz".
_STOPPED = regex.compile(
    rf"(?<![\p{{L}}@.-])(?P<first>(?=\p{{L}}{{4}}){_WORD})(?:[.:;]|\.[ ])(?P<name>{_WORD})"
    rf"(?![\p{{L}}@]|\.\p{{Ll}})"
)
#: A small j that begins a name beside another: "Bruggeman, joke", "jan van Scorelstraat".
_LOWER_J = regex.compile(
    r"(?<=\p{Lu}\p{Ll}+,?[ ]|(?i:van|met|door|aan|en|namens|mw\.?|dhr\.?|heer|mevrouw)[ ])"
    r"j\p{Ll}{2,}(?![\p{L}@-])"
    r"|(?<![\p{L}@._-])j\p{Ll}{2,}(?=[ ](?:(?:van|de|der|den|v\.d\.)[ ]){0,2}\p{Lu})"
)
#: What tesseract reads for the bar between two cells, and the specks that it leaves beside one.
_BRACE = regex.compile(
    r"\[[^\[\]|{}]{1,20}\](*SKIP)(*FAIL)|[{}\[\]]|(?<=[\p{N}|][ ])[jft!l](?=[ ][\p{N}|])"
)
_BESIDE_BAR = regex.compile(
    r"(?<=\|)(?![ ]?['’][st][ ])[ ]?[-.,:;'’`‘“”*$}{]{1,3}(?:[ ]?[-.,'’`]{1,2})?"
    r"(?=[ ]{0,2}[\p{L}\p{N}])|(?<=[\p{L}\p{N}]{2}|\))[ ]?[-.:;‘’“”'* ]{1,3}(?=\|)"
)
_DIGITS = regex.compile(r"\d.*\d")
_BARS = 2  # in a row of a table
_LONGEST_ROW = 160
#: What stands like initials before a capital, and isn't.
_ABBREVIATIONS = NOBODYS | {
    *("bv", "nv", "vof", "inc", "co", "art", "blz", "nr", "no", "st", "ca"),
    *("mr", "ms", "mrs", "mw", "dr", "drs", "ir", "ing", "ds"),
}


class Mender:
    """Mends scanned text with the word lists of the model."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def mended(self, text: str) -> str:
        """The text as it probably was, of the same length, each sign in its place."""
        text = _STOP_IN_WORD.sub(".", text.translate(_SIGNS))
        text = _SPECKS.sub(_spaces, text)
        if not _ACCENTS.isdisjoint(text):
            text = _WORDS.sub(self._plain, text)
        text = _tables(text)
        text = _INITIALS.sub(self._initials, text)
        text = _BEHIND.sub(self._behind, text)
        text = _JOINED.sub(self._joined, text)
        text = _SIGN.sub(self._sign, text)
        text = _STOPPED.sub(self._stopped, text)
        mended: str = _LOWER_J.sub(self._capital, text)
        return mended

    def _plain(self, found: regex.Match[str]) -> str:
        """The word without accents, when it is known only so."""
        word: str = found[0]
        if _ACCENTS.isdisjoint(word):
            return word
        bare = word.strip("'’.-").lower()
        plain = _bare(word)
        if len(plain) != len(word) or bare in self._lists.flags:
            return word
        parts = regex.findall(r"\p{L}+", _bare(bare))
        return plain if all(part in self._lists.flags for part in parts) else word

    def _initials(self, found: regex.Match[str]) -> str:
        whole: str = found[0]
        initials = found["initials"]
        if not set(initials) & set(",;:") or self._common(found["name"]):
            return whole
        alone = sum(map(str.isalpha, initials)) == 1
        if alone and (_speaks(found) or not self._surname(found["name"])):
            return whole
        return _stops(initials)

    def _behind(self, found: regex.Match[str]) -> str:
        whole: str = found[0]
        if self._common(found["name"]):
            return whole
        start = len(whole) - len(found["initials"])
        return whole[:start] + _stops(found["initials"])

    def _joined(self, found: regex.Match[str]) -> str:
        whole: str = found[0]
        initials = found["initials"]
        name = found["name"]
        if initials.lower() in _ABBREVIATIONS or name.isupper() or not self._surname(name):
            return whole
        return "".join(f"{one}." for one in initials)[: len(whole)]

    def _sign(self, found: regex.Match[str]) -> str:
        whole: str = found[0]
        return f"{_LETTERS[found['sign']]}." if self._surname(found["name"]) else whole

    def _stopped(self, found: regex.Match[str]) -> str:
        whole: str = found[0]
        first, name = self._flags(found["first"]), found["name"]
        if "F" not in first or set(first) & set("CS") or not self._surname(name):
            return whole
        stop = len(found["first"])
        return f"{whole[:stop]} {whole[stop + 1 :]}"

    def _capital(self, found: regex.Match[str]) -> str:
        whole: str = found[0]
        flags = self._lists.flags.get(whole, "")
        return whole.capitalize() if "F" in flags and "C" not in flags else whole

    def _flags(self, word: str) -> str:
        return self._lists.look_up(word)

    def _common(self, name: str) -> bool:
        flags = set(self._flags(name))
        return bool(flags & set("CO")) and not flags & set("FS")

    def _surname(self, name: str) -> bool:
        flags = set(self._flags(name))
        return not flags or (bool(flags & set("Ss")) and "C" not in flags)


def _tables(text: str) -> str:
    """The text with the bars of its tables as bars, and without empty lines between their rows."""
    out: list[str] = []
    inside = False
    for line in text.split("\n"):
        barred = _BRACE.sub("|", _BESIDE_BAR.sub(_spaces, line)) if "|" in line else line
        bars = barred.count("|") >= _BARS
        line = barred if bars else line
        row = bars or (inside and len(line) <= _LONGEST_ROW and _DIGITS.search(line) is not None)
        if row and inside and not out[-1].strip():
            out[-2:] = [f"{out[-2]} {out[-1]}"]
        inside = row or (inside and not line.strip()) or is_run_together(line)
        out.append(line)
    return "\n".join(out)


def _speaks(found: regex.Match[str]) -> bool:
    """Whether a letter with a colon begins a line: who speaks, not an initial."""
    start = found.start()
    return ":" in found[0] and (start == 0 or found.string[start - 1] == "\n")


def _stops(initials: str) -> str:
    return initials.translate(_STOPS)


def _spaces(found: regex.Match[str]) -> str:
    return " " * len(found[0])


def _bare(word: str) -> str:
    """The word without its accents."""
    signs = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in signs if not unicodedata.combining(sign))
