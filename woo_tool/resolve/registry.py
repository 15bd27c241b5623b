"""Who is who: the names of the whole dossier brought together into persons.

Two people of one surname stay two; a form that fits several fits several (the policy then takes
the safest reading). Everything goes through look-ups by surname, first name and first letter, so
the work grows with the number of names, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from woo_tool.kinds import Role
from woo_tool.people import PersonRule
from woo_tool.resolve.names import Name, Reading, atoms, read, same_prefix

_NICKNAME = 3


@dataclass(slots=True)
class Person:
    """One person while the dossier is being read. ``titled``: known only as "minister X";
    ``listed``: on the staff list."""

    number: int
    names: list[Name] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    rule: PersonRule | None = None
    fixed: Role | None = None
    titled: Role | None = None
    hints: Counter[Role] = field(default_factory=Counter)
    emails: set[str] = field(default_factory=set)
    confident: bool = False
    listed: bool = False

    @property
    def display(self) -> str:
        """The fullest spelling of the name."""
        if self.rule:
            return self.rule.name
        return min(self.spellings, key=_fullness) if self.spellings else ""

    @property
    def guessed(self) -> bool:
        """True when a word alone, without any cue, is all that says that this is a person."""
        return not self.rule and not self.roles and all(n.bare or n == Name() for n in self.names)

    @property
    def roles(self) -> set[Role]:
        """Every role that something says this person has."""
        known = {self.fixed, self.titled, self.rule.role if self.rule else None}
        return {role for role in known if role} | set(self.hints)

    @property
    def absent(self) -> bool:
        """True for somebody of the staff list of whom the dossier has no full name (yet)."""
        return self.listed and not self.confident

    def agrees(self, name: Name) -> bool:
        """True when a full name can be this person's: surname, prefix, first name, initials."""
        if not any(_same_surname(own, name) for own in self.names):
            return False
        given = {word for own in self.names for word in own.given}
        if name.given and given:
            return any(_share_given(own, name) for own in self.names)
        written = [own.initials for own in self.names if own.initials]
        if written:
            return all(_letters_fit(letters, name.letters) for letters in written)
        return any(own.letters and _letters_fit(own.letters, name.letters) for own in self.names)


def _fullness(spelling: str) -> tuple[bool, bool, int, int, str]:
    reading = read(spelling)
    name = reading.name if reading else Name()
    return (not name.given, "," in spelling, -len(name.parts), -len(spelling), spelling)


def _share_given(one: Name, other: Name) -> bool:
    if not one.given or not other.given:
        return False
    return one.given[0] in other.given or other.given[0] in one.given


def _letters_fit(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _same_surname(one: Name, other: Name) -> bool:
    same_person = _share_given(one, other) or (
        len(one.initials) > 1 and one.initials == other.initials
    )
    if set(one.parts) != set(other.parts):
        some = set(one.parts) & set(other.parts)
        return same_person and some in (set(one.parts), set(other.parts))
    if one.prefix and other.prefix:
        return same_prefix(one.prefix, other.prefix)
    return one.prefix == other.prefix or same_person


class Registry:
    """The persons of a dossier and the look-ups that find them by any form of their name."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._full: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._surname: defaultdict[str, set[int]] = defaultdict(set)
        self._given: defaultdict[str, set[int]] = defaultdict(set)
        self._nickname: defaultdict[str, set[int]] = defaultdict(set)
        self._monogram: defaultdict[str, set[int]] = defaultdict(set)
        self._email: defaultdict[str, set[int]] = defaultdict(set)
        self._compact: defaultdict[str, set[int]] = defaultdict(set)

    def new(self, name: Name, spelling: str = "") -> Person:
        """A new person with one name."""
        person = Person(len(self.persons))
        self.persons.append(person)
        self.learn(person, name, spelling)
        return person

    def learn(self, person: Person, name: Name, spelling: str = "", times: int = 1) -> None:
        """Remember that a person is also written like this."""
        if spelling:
            person.spellings[spelling] += times
        if name in person.names:
            return
        person.names.append(name)
        self._index_surname(person.number, name)
        self._index_first_names(person.number, name)
        for letters in _monograms(name):
            self._monogram[letters].add(person.number)
        for compact in compacts(name):
            self._compact[compact].add(person.number)

    def _index_surname(self, number: int, name: Name) -> None:
        for part in name.parts:
            self._surname[part].add(number)
            if name.letters:
                self._full[part, name.letters[0]].add(number)
            if name.bare:
                self._given[part].add(number)

    def _index_first_names(self, number: int, name: Name) -> None:
        for given in _given_forms(name):
            self._given[given].add(number)
        for given in name.given[:1]:
            for size in range(_NICKNAME, len(given)):
                self._nickname[given[:size]].add(number)

    def fix(self, person: Person, form: str) -> None:
        """A form that people said belongs to a person: it needs no guessing."""
        self._exact[_key(form)].add(person.number)

    def own(self, person: Person, email: str) -> None:
        """An address that belongs to a person."""
        person.emails.add(email)
        self._email[email].add(person.number)
        login = "".join(word.fold for word in atoms(email.partition("@")[0]))
        if len(login) > _NICKNAME + 1:
            self._compact[login].add(person.number)

    def exact(self, text: str) -> set[int]:
        """The persons of whom people said that they are written like this."""
        return self._exact.get(_key(text), set())

    def fits(self, reading: Reading, spelling: str) -> set[int]:
        """The numbers of every person that a name in the text can be."""
        name = reading.name
        said = self.exact(spelling[reading.start : reading.end])
        if said:
            return said
        if name.full:
            return self._fits_full(name)
        return {n for n in self._fits_short(name) if not self.persons[n].absent}

    def _fits_short(self, name: Name) -> set[int]:
        if name.monogram in self._monogram:
            return self._monogram[name.monogram]
        if not name.parts:
            return set()
        found = self._by_surname(name)
        if name.bare:
            found = found | self._by_given(name.parts[0])
        return found or self._by_loose_form(name)

    def _fits_full(self, name: Name) -> set[int]:
        run = " ".join((*name.given, *name.parts))
        if not name.prefix and not name.initials and run in self._given:
            return self._given[run]
        keys = {(part, name.letters[0]) for part in name.parts}
        near = set().union(*(self._full.get(key, set()) for key in keys))
        return {number for number in near if self.persons[number].agrees(name)}

    def _by_surname(self, name: Name) -> set[int]:
        near = set().union(*(self._surname.get(part, set()) for part in name.parts))
        wanted = set(name.parts)
        near = {
            n for n in near if any(wanted <= set(own.parts) for own in self.persons[n].names)
        } or near
        same = {n for n in near if self._has_prefix(n, name)}
        if same or not name.prefix:
            return same or near
        return {n for n in near if any(not own.prefix for own in self.persons[n].names)}

    def _has_prefix(self, number: int, name: Name) -> bool:
        return any(
            same_prefix(own.prefix, name.prefix)
            for own in self.persons[number].names
            if set(own.parts) & set(name.parts)
        )

    def _by_given(self, word: str) -> set[int]:
        return self._given.get(word, set())

    def _by_loose_form(self, name: Name) -> set[int]:
        """Blok(s), Sharon(s), and Fem for Femke where only one person fits."""
        word = name.parts[-1]
        if word.endswith("s") and len(word) > _NICKNAME:
            stem = Name(prefix=name.prefix, parts=(word[:-1],))
            found = self._by_surname(stem)
            found = found | self._by_given(word[:-1]) if name.bare else found
            if found:
                return found
        near = self._nickname.get(word, set()) if name.bare else set()
        return near if len(near) == 1 else set()

    def owner(self, address: str) -> set[int]:
        """The persons that an address, login name or handle can belong to."""
        known = self._email.get(address.lower(), set())
        if known:
            return known
        words = atoms(address.partition("@")[0])
        local = "".join(word.fold for word in words).rstrip("0123456789")
        found = self._compact.get(local, set())
        if found or not words:
            return found
        firm = [w.fold for w in words if len(w.fold) > 1]
        parts = (
            (
                (firm[-1], local.removesuffix(firm[-1])),
                (firm[0], local.removeprefix(firm[0])),
            )
            if firm
            else ()
        )
        for surname, rest in parts:
            found = {n for n in self._surname.get(surname, set()) if self._rest_fits(n, rest)}
            if found:
                return found
        return self._given.get(local, set())

    def _rest_fits(self, number: int, rest: str) -> bool:
        names = self.persons[number].names
        return not rest or any(
            rest == name.letters
            or (name.letters and _letters_fit(name.letters, rest))
            or rest in {g.replace("-", "") for g in name.given}
            for name in names
        )

    def compact(self, word: str) -> set[int]:
        """The persons in the dossier with this login name (rjblok, blokrj)."""
        found = self._compact.get(word.rstrip("0123456789"), set())
        return {number for number in found if not self.persons[number].absent}

    def words(self) -> Iterator[tuple[str, Person, Name]]:
        """Every single word by which a confident person, or one of the staff list, can be found,
        with the name it is from."""
        for person in self.persons:
            if person.confident or person.listed:
                for name in person.names:
                    for word in (*name.parts, *name.given[:1]):
                        if len(word) > 1:
                            yield word, person, name


def _key(text: str) -> str:
    return " ".join(word.fold for word in atoms(text))


def _given_forms(name: Name) -> Iterator[str]:
    for size in range(1, len(name.given) + 1):
        yield " ".join(name.given[:size])
    for given in name.given[:1]:
        if "-" in given:
            yield given.replace("-", " ")


def _monograms(name: Name) -> set[str]:
    """RB, RJB, RvdB: initials with the first letters of the surname."""
    if name.monogram:
        return {name.monogram}
    if not name.letters or not name.parts:
        return set()
    prefix = "".join(w if len(w) <= 2 and w in ("v", "d", "vd") else w[0] for w in name.prefix)
    last = name.parts[0][0]
    firsts = {name.letters, name.letters[0]} | {given[0] for given in name.given[:1]}
    return {first + middle + last for first in firsts for middle in {"", prefix}}


def compacts(name: Name) -> set[str]:
    """The login names that a full name gives: rjblok, blokrj, rutgerblok, rvandenberg."""
    if not name.full:
        return set()
    surname = "".join(name.parts)
    surnames = {surname, "".join(name.prefix) + surname}
    firsts = {name.letters, name.letters[0], *(g.replace("-", "") for g in name.given[:1])}
    both = {f + s for f in firsts for s in surnames} | {s + f for f in firsts for s in surnames}
    return {form for form in both if len(form) > _NICKNAME + 1}
