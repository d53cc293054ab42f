"""All texts as windows: `python -m training.prepare CORPORA WORK --minilm DIR`; writes `WORK/windows.pickle`.

Texts with events are those of `training/annotations/events.jsonl.gz`.
"""

import argparse
import pickle
from pathlib import Path

from newsfacts.language.encoder.reading import Reader
from training.convert import convert
from training.train import make_blank
from training.windows import Inventory, read_dev, read_events, read_gold, read_raw, to_window

#: The blocks with events.
EVENTS = Path(__file__).parent / "annotations" / "events.jsonl.gz"
#: Words of raw texts that show how far the network's values reach.
RAW_WORDS = 100_000


def prepare(corpora: Path, work: Path, minilm: Path) -> None:
    """Write the windows of all annotated texts, the evaluation parts and the raw texts."""
    nlp = make_blank()
    reader = Reader((minilm / "vocab.txt").read_text(encoding="utf8").splitlines())
    inventory = Inventory()
    if not (work / "train.spacy").exists():
        print(convert(nlp, corpora, work), flush=True)
    gold = read_gold(nlp, reader, inventory, corpora, work)
    known = len(inventory.tags), len(inventory.deps)
    print("gold", len(gold), sum(len(w["tag"]) for w in gold), known, flush=True)
    dev = read_dev(nlp, reader, inventory, corpora)
    events = [window for _, window in read_events(nlp, reader, EVENTS, held_out=False)]
    dev["events"] = [window for _, window in read_events(nlp, reader, EVENTS, held_out=True)]
    print("events", len(events), sum(len(w["event"]) for w in events), flush=True)
    raw, words = [], 0
    for text in read_raw(corpora):
        doc = nlp.make_doc(text)
        raw.append(to_window(reader, doc, {}))
        words += len(doc)
        if words > RAW_WORDS:
            break
    print("raw", len(raw), words, flush=True)
    names = {"tags": list(inventory.tags), "deps": list(inventory.deps)}
    with (work / "windows.pickle").open("wb") as file:
        pickle.dump({"inventory": names, "gold": gold, "dev": dev, "events": events, "raw": raw}, file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minilm", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    prepare(arguments.corpora, arguments.work, arguments.minilm)


if __name__ == "__main__":
    main()
