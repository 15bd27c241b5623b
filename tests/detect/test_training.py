"""Training gives the same bytes from the same texts: seeds in the code, no order of sets."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

_PROGRAM = """
import hashlib, random, sys, tempfile
from pathlib import Path
sys.path.insert(0, "models/train")
import train, wordlists
from augment import Rates, vary
from names import NameLists, NameSource
corpus = train.own_corpus()[::120]
folder = Path(tempfile.mkdtemp())
first = "Anna Piet Fatima Yusuf Wei Joke"
last = "Bakker Demir Visser|van der Berg Kok Yilmaz".replace("|", "\\n")
for name in ("voornamen", "familienamen", "plaatsen-nld", "gemeenten-nld", "landen-europa",
             "provincies-nld", "regios-nld", "geonames-nl", "geonames-be", "straten-nld"):
    words = first if name == "voornamen" else last if "naam" in name or "namen" in name else "Assen"
    (folder / f"{name}.ner").write_text("\\n".join(words.split(" ")), encoding="utf-8")
names = NameLists(folder)
words, common = wordlists.vocabulary(corpus, corpus, names)
lists = wordlists.build(names, words, common)
rng = random.Random(7)
source = NameSource(names, words, random.Random(7))
texts = [vary(text, source, rng, Rates(damage=0.5)) for text in corpus]
train._PARAMETERS["max_iterations"] = 5
models = [train.train(train.blank(), iter(texts), lists, seed) for seed in (7, 8)]
out = Path(tempfile.mkdtemp()) / "model"
train.save(models, lists, out, wikiann=False)
files = [out / "woo_crf" / name for name in ("weights.txt.gz", "chain.crf", "lists.txt.gz")]
print(hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest())
"""


def _trained(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_same_texts_give_the_same_bytes() -> None:
    first = _trained("1")
    assert len(first) == len(hashlib.sha256().hexdigest())
    assert _trained("2") == first
