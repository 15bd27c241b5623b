"""HTML as plain text: what a reader would see, line by line. Nothing is fetched or run."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "object", "iframe"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "fieldset"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
        # What a browser sets apart, so that words don't run into each other.
        *("button", "caption", "details", "figcaption", "legend", "optgroup", "option", "select"),
        *("summary", "text", "textarea"),
    }
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre"})


def html_text(html: str) -> str:
    """The visible text: blocks on lines of their own, cells apart, quotes behind '> '.

    Text that a style sheet would hide is included: it is in the file. Never raises for bad HTML.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    source = html.replace("\x00", "\ufffd").encode("utf-8", "replace")
    try:
        root = etree.fromstring(source, parser) if source.strip() else None
    except etree.XMLSyntaxError:
        root = None
    if root is None or any(fault.level == etree.ErrorLevels.FATAL for fault in parser.error_log):
        return _without_tags(html)
    writer = _Writer()
    skipping = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        hidden = tag in _SKIPPED
        if event == "start":
            skipping += hidden
            if not skipping and tag:
                writer.open(tag, node)
                writer.text(node.text)
            continue
        if not skipping and tag:
            writer.close(tag)
        skipping -= hidden
        if not skipping:
            writer.text(node.tail)
    return writer.result()


def _without_tags(html: str) -> str:
    """HTML that can't be parsed to its end (too deep), with everything that stands between tags."""
    return re.sub(r"\s*\n\s*", "\n", unescape(re.sub(r"<[^<>]*>", "\n", html))).strip()


class _Writer:
    """Collects lines of visible text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.current = ""
        self.quotes = 0
        self.preformatted = 0

    def open(self, tag: str, node: etree._Element) -> None:
        if tag == "br":
            self._end_line(always=True)
        elif tag == "blockquote":
            self._end_line()
            self.quotes += 1
        elif tag in _BLOCKS:
            self._end_line()
        self.preformatted += tag == "pre"
        if tag == "li":
            self.current = "- "
        elif tag in ("td", "th") and self.current.strip():
            self.current = self.current.rstrip(" ") + "\t"
        elif tag == "img" and node.get("alt", "").strip():
            self.text(f" [afbeelding: {node.get('alt')}] ")

    def close(self, tag: str) -> None:
        if tag == "blockquote" or tag in _BLOCKS:
            self._end_line()
        if tag in _SPACED and self.lines and self.lines[-1].strip("> "):
            self.lines.append(self._prefix().rstrip())
        if tag == "blockquote":
            self.quotes -= 1
        self.preformatted -= tag == "pre"

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted:
            *full, last = re.split(r"\r\n|\r|\n", text)
            for line in full:
                self.current += line
                self._end_line(always=True)
            self.current += last
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", text.replace("\xa0", " "))
        if words.startswith(" ") and (not self.current or self.current[-1] in " \t"):
            words = words[1:]
        self.current += words

    def _prefix(self) -> str:
        return ">" * self.quotes + " " if self.quotes else ""

    def _end_line(self, *, always: bool = False) -> None:
        if always or self.current.strip():
            self.lines.append((self._prefix() + self.current).rstrip())
        self.current = ""

    def result(self) -> str:
        self._end_line()
        text = "\n".join(self.lines)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + ("\n" if text.strip() else "")
