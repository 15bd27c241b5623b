"""Who someone is, by the words right beside the name: a hint, not a decision."""

from __future__ import annotations

import regex

from woo_tool.detect.schema import Cues, any_of

_REACH = 60


class Roles:
    """The role cues of rules/cues.yaml. A cue counts only when nothing but titles, commas and a
    function's own name stands between it and this name."""

    def __init__(self, cues: Cues) -> None:
        titles = any_of((*cues.titles, "namens"))
        # Most names have no cue beside them: one look for any cue saves fourteen.
        self._any_before = regex.compile(
            "(?i)" + any_of(word for cue in cues.roles for word in cue.before)
        )
        self._before: list[tuple[str, regex.Pattern[str]]] = []
        self._after: list[tuple[str, regex.Pattern[str]]] = []
        for cue in cues.roles:
            role = str(cue.role)
            if cue.before:
                filler = rf"(?:[\s,:(]+(?:{titles}))*[\s,:(\"']*"
                owner = r"(?:[ ](?:van|voor)[ ](?:de[ ]|het[ ])?\p{Lu}[\p{L} ]{1,30},)?"
                self._before.append(
                    (role, regex.compile(rf"(?i){any_of(cue.before)}{owner}{filler}$"))
                )
            if cue.after:
                self._after.append(
                    (
                        role,
                        regex.compile(
                            rf"(?i)^(?:,[ ]|[ ]?\(|[ ]-[ ])(?:de|het|een|zijn|haar|onze)?[ ]?"
                            rf"(?:\p{{Ll}}+[ ])?{any_of(cue.after)}"
                        ),
                    )
                )

    def of(self, text: str, start: int, end: int) -> str | None:
        """The role of the name in ``text[start:end]``, or None when no cue stands beside it."""
        head = text[max(0, start - _REACH) : start]
        if "\n\n" in head:
            head = head.rsplit("\n\n", 1)[-1]
        best: tuple[int, int, str] | None = None
        before = self._before if self._any_before.search(head) else ()
        for rank, (role, pattern) in enumerate(before):
            match = pattern.search(head)
            if match is not None:
                # The cue nearest to the name wins; between equals the longest.
                key = (-match.start(), rank, role)
                best = min(best, key, key=lambda k: (k[0], k[1])) if best else key
        if best is not None:
            return best[2]
        tail = text[end : end + 40].split("\n", 1)[0]
        for role, pattern in self._after:
            if pattern.search(tail):
                return role
        return None
