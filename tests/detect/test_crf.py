"""The name tagger: a small model trained here, and the model that ships."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pycrfsuite
import pytest
import spacy
from spacy.language import Language

from woo_tool.detect.tagger import crf
from woo_tool.detect.tagger.chain import compiled
from woo_tool.detect.tagger.features import Lists
from woo_tool.detect.tagger.templates import TEMPLATES, FeatureExtractor

MODEL = Path(__file__).parents[2] / "models" / "nl_woo"
LISTS = Lists({"jan": "F", "bos": "S", "heer": "T"}, frozenset({"de", "heer", "zegt", "niets"}))
TAUGHT = [
    ("de heer Bos zegt niets", "O O B-PER O O"),
    ("Jan Bos zegt niets", "B-PER I-PER O O"),
    ("heer Jan zegt de heer niets", "O B-PER O O O O"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A CRF taught three sentences."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    extract = FeatureExtractor(LISTS)
    for text, tags in TAUGHT * 5:
        words = text.split()
        gaps = ["b"] + ["s"] * (len(words) - 1)
        trainer.append(pycrfsuite.ItemSequence(extract(words, gaps)), tags.split())
    path = tmp_path_factory.mktemp("crf") / "model"
    trainer.train(str(path))
    return path.read_bytes()


def pipeline(model: bytes, **config: float) -> Language:
    nlp = spacy.blank("nl")
    nlp.add_pipe("woo_lemma")
    component = nlp.add_pipe("woo_crf", config=config)
    assert isinstance(component, crf.CrfTagger)
    component.set_model(*compiled([model]), LISTS)
    return nlp


def tagger_of(nlp: Language) -> crf.CrfTagger:
    component = nlp.get_pipe("woo_crf")
    assert isinstance(component, crf.CrfTagger)
    return component


@pytest.fixture(scope="module")
def shipped() -> Language:
    return spacy.load(MODEL)


def people(nlp: Language, text: str) -> list[str]:
    return [entity.text for entity in nlp(text).ents if entity.label_ == crf.PERSON]


def test_entities_have_scores(small: bytes) -> None:
    doc = pipeline(small)("de heer Jan Bos zegt niets")
    assert [(e.text, e.label_) for e in doc.ents] == [("Jan Bos", "PERSON")]
    assert 0.5 < doc.ents[0]._.woo_score <= 1.0


def test_white_space_is_no_word_but_counts(small: bytes) -> None:
    doc = pipeline(small)("de heer\n\n  Jan Bos zegt niets")
    indices, words, gaps = crf.words_and_gaps(doc)
    assert words == ["de", "heer", "Jan", "Bos", "zegt", "niets"]
    assert gaps == ["n", "s", "b", "s", "s", "s"]
    assert [doc[i].text for i in indices] == words
    assert [e.text for e in doc.ents] == ["Jan Bos"]


def test_empty_page(small: bytes) -> None:
    nlp = pipeline(small)
    for text in ("", "  \n"):
        doc = nlp(text)
        assert not doc.ents
        assert not doc.spans[crf.CANDIDATES]


def test_recall_mode_can_be_wide_or_off(small: bytes) -> None:
    text = "de heer zegt de Bos niets"
    wide = pipeline(small, recall_threshold=0.0001, entity_threshold=1.0)(text)
    assert wide.spans[crf.CANDIDATES]
    assert all(0.0001 <= span._.woo_score <= 1.0 for span in wide.spans[crf.CANDIDATES])
    off = pipeline(small, recall_threshold=1.0)(text)
    assert not off.spans[crf.CANDIDATES]


def test_candidates_add_words_to_the_entities(small: bytes) -> None:
    nlp = pipeline(small, recall_threshold=0.0001, entity_threshold=1.0)
    doc = nlp("de heer Jan Bos zegt niets")
    sure = {t.i for e in doc.ents for t in e}
    for span in doc.spans[crf.CANDIDATES]:
        assert {t.i for t in span} - sure


def test_likely_candidates_are_entities(small: bytes) -> None:
    text = "de heer zegt de Bos niets"
    nlp = pipeline(small, recall_threshold=0.0001, entity_threshold=1.0)
    first = nlp(text)
    best = max(first.spans[crf.CANDIDATES], key=lambda span: span._.woo_score)
    bar = best._.woo_score
    doc = pipeline(small, recall_threshold=0.0001, entity_threshold=bar)(text)
    assert best.text in [entity.text for entity in doc.ents]
    assert all(span._.woo_score < bar for span in doc.spans[crf.CANDIDATES])


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.5])
def test_threshold_is_checked(threshold: float) -> None:
    with pytest.raises(ValueError, match="recall_threshold"):
        crf.CrfTagger(threshold)
    with pytest.raises(ValueError, match="entity_threshold"):
        crf.CrfTagger(0.15, threshold)


def test_without_a_model() -> None:
    tagger = crf.CrfTagger()
    with pytest.raises(RuntimeError, match="no model"):
        tagger(spacy.blank("nl")("Jan"))
    with pytest.raises(RuntimeError, match="no model"):
        _ = tagger.lists
    with pytest.raises(RuntimeError, match="no model"):
        _ = tagger.weights


def test_saved_and_loaded(small: bytes, tmp_path: Path) -> None:
    nlp = pipeline(small, recall_threshold=0.3)
    nlp.to_disk(tmp_path / "a")
    again = spacy.load(tmp_path / "a")
    again.to_disk(tmp_path / "b")
    text = "de heer Bos zegt niets"
    assert people(again, text) == people(nlp, text) == ["Bos"]
    assert tagger_of(again).recall_threshold == 0.3
    for name in ("weights.txt.gz", "chain.crf", "lists.txt.gz"):
        first, second = (tmp_path / x / "woo_crf" / name for x in "ab")
        assert first.read_bytes() == second.read_bytes()


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        crf.CrfTagger().from_disk(tmp_path)


def test_lemma_is_lower_case(small: bytes) -> None:
    assert [t.lemma_ for t in pipeline(small)("De Heer")] == ["de", "heer"]


def test_pipe_equals_one_by_one(small: bytes) -> None:
    nlp = pipeline(small)
    texts = [text for text, _ in TAUGHT]
    assert [[e.text for e in d.ents] for d in nlp.pipe(texts)] == [people(nlp, t) for t in texts]


def test_long_page_is_cut_at_lines() -> None:
    words = [f"w{i}" for i in range(1000)]
    gaps = ["n" if i % 30 == 0 else "s" for i in range(1000)]
    cuts = list(crf._pieces(words, gaps))
    assert [start for start, _ in cuts] == [0, *(stop for _, stop in cuts[:-1])]
    assert cuts[-1][1] == 1000
    assert all(gaps[start] == "n" for start, _ in cuts)
    assert all(stop - start <= 400 for start, stop in cuts)


def test_long_page_without_lines() -> None:
    cuts = list(crf._pieces(["w"] * 900, ["s"] * 900))
    assert cuts == [(0, 400), (400, 800), (800, 900)]


def test_runs() -> None:
    tags = ["O", "B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-LOC", "B-ORG"]
    assert list(crf.bio_runs(tags)) == [(1, 3, "PER"), (3, 4, "PER"), (5, 7, "LOC"), (7, 8, "ORG")]


FLAGS = set("FfSsPpiCcTHRGOLeknqwbxyd'-BMAlh<>")
SHAPE = re.compile(r"[Xxd.,:;!?'()/@&_B-]{0,8}")
TEMPLATE = dict(TEMPLATES)
#: What the parts of a feature of a single word are; all of TEMPLATES but these hold no word.
PARTS = {
    "w": ("word",),
    "s": ("shape",),
    "k": ("flags",),
    "t": ("word",),
    "sk": ("shape", "flags"),
    "n": ("flags",),
    "f": ("flags",),
    **dict.fromkeys(("p2", "p3", "x2", "x3"), ("affix",)),
    "xk": ("affix", "flags"),
}
WORDS = {"word", "word-", "word+", "first", "above", "column"}


def is_closed(feature: str, vocabulary: frozenset[str]) -> bool:
    """Whether a feature is made of words of the vocabulary, affixes of at most three letters,
    shapes and flags only."""
    name, sign, value = feature.partition("=")
    if not sign:
        return name == "1" or re.fullmatch(r"-?[12]B", name) is not None
    parts = TEMPLATE.get(name) or PARTS.get(name.lstrip("-12"), ())
    values = value.split("|")
    return len(parts) == len(values) and all(
        _is_closed(kind, part, vocabulary) for kind, part in zip(parts, values, strict=True)
    )


def _is_closed(kind: str, part: str, vocabulary: frozenset[str]) -> bool:
    if kind == "affix":
        return len(part) <= 3
    if kind in WORDS:
        known = part in vocabulary or part in ("top", "_")
        return known or SHAPE.fullmatch(part) is not None
    flags = set(part) <= FLAGS and len(set(part)) == len(part)
    return len(part) <= 1 or flags or SHAPE.fullmatch(part) is not None


# --- the model that ships: every person below is invented


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Aan de heer J.P. de Vries-Bakker te Zwolle.", ["J.P. de Vries-Bakker"]),
        ("Van: Fatma Özdemir\nAan: Hylke Terpstra", ["Fatma Özdemir", "Hylke Terpstra"]),
        (
            "Met vriendelijke groet,\n\nSietske van der Meulen\nBeleidsadviseur",
            ["Sietske van der Meulen"],
        ),
        ("MEVROUW M. EL AMRANI IS GEHOORD.", ["M. EL AMRANI"]),
        ("GH: Nee. Fatma was er niet.\nBK: Raar.", ["GH", "Fatma", "BK"]),
        ("Plaats: Epe\nOordeel: Slecht\nNaam: W. Zijlstra\nBijlagen: Geen", ["W. Zijlstra"]),
        (
            "Naam|Functie|Raming\nHanneke Kuik|Jurist|Groot\nYusuf Demir|Timmerman|Klein",
            ["Hanneke Kuik", "Yusuf Demir"],
        ),
        ("Op de brief van Roelofs Advocaten B.V. is nog niet beslist.", []),
        ("In mei is de post in het bos verdwenen.", []),
        ("Artikel 5.1, tweede lid, van de Woo is van toepassing.", []),
    ],
)
def test_shipped_model(shipped: Language, text: str, wanted: list[str]) -> None:
    assert people(shipped, text) == wanted


def test_shipped_model_knows_places(shipped: Language) -> None:
    doc = shipped("Het overleg was in Utrecht en later in Amsterdam.")
    assert [(e.text, e.label_) for e in doc.ents] == [("Utrecht", "LOC"), ("Amsterdam", "LOC")]


def test_shipped_features_are_closed_sets(shipped: Language) -> None:
    """No feature holds a word but those of the shipped vocabulary: no name of a training text."""
    tagger = tagger_of(shipped)
    vocabulary = tagger.lists.vocabulary
    names = tagger.weights.features
    assert len(names) > 1000
    assert not [name for name in names if not is_closed(name, vocabulary)]


@pytest.mark.parametrize(
    "name",
    [
        "w=terpstra",
        "-1w=boe",
        "t=stra",
        "ctx=de|boe",
        "x3=stra",
        "wk=boe|S|X",
        "col=boe|Xx",
        "kk=boe|S",
    ],
)
def test_open_features_would_be_seen(name: str) -> None:
    assert not is_closed(name, frozenset({"de"}))


def test_shipped_vocabulary_holds_no_multi_part_words(shipped: Language) -> None:
    tagger = tagger_of(shipped)
    assert all(" " not in word and word == word.lower() for word in tagger.lists.vocabulary)


def test_shipped_strings_are_those_of_a_fresh_tokeniser() -> None:
    """The saved string table holds nothing but a blank Dutch tokeniser's exceptions and their
    parts."""
    saved = set(json.loads((MODEL / "vocab" / "strings.json").read_text(encoding="utf-8")))
    fresh = spacy.blank("nl")
    fresh.add_pipe("woo_lemma")
    fresh.add_pipe("woo_crf")
    own = "\n".join(fresh.vocab.strings)
    assert not [text for text in saved if text not in own]


def test_shipped_size() -> None:
    sizes = [path.stat().st_size for path in MODEL.rglob("*") if path.is_file()]
    assert sum(sizes) < 15_000_000
