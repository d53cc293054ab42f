"""The model that the package ships, of the trained network, or one that votes beside a parser.

`python -m training.package NETWORK.pt WORK MINILM TARGET [--parser PIPELINE]`

Rounds the network's weights, measures on some texts how far the values reach that are rounded when it runs, adds the
name reviser and the rule lemmatizer, and states licence and sources in `meta.json`. With a parser `tok2vec`, `tagger`,
`parser` and `ner` of that pipeline stand before the network, and what they say are votes. The licences and the card
that lie in TARGET stay.
"""

import argparse
import json
import pickle
import random
import shutil
from pathlib import Path

import numpy as np
import spacy
import torch
import torch.nn as nn
import torch.nn.functional as F

from newsfacts.language.encoder.arrays import Arrays
from newsfacts.language.encoder.component import Encoder
from newsfacts.language.lemmas import PLAIN_POS
from newsfacts.language.tokenizer import NewsTokenizer
from training.learn import batches, load_network
from training.network import ARC, Network, collate
from training.train import make_blank

#: Weights are whole numbers up to this.
LEVELS = 255
VERSION = "0.3.0"
META = {
    "lang": "en",
    "name": "newsfacts",
    "version": VERSION,
    "description": "English news: Penn tags, parts of speech, lemmas, UD v2 trees, sentences, names, kinds of events.",
    "author": "newsfacts",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "all-MiniLM-L6-v2", "license": "Apache-2.0", "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2"},
        {"name": "UD English-EWT", "license": "CC BY-SA 4.0", "url": "https://github.com/UniversalDependencies/UD_English-EWT"},
        {"name": "UD English-GUM", "license": "CC BY 4.0; texts CC BY, CC BY-SA or public domain", "url": "https://github.com/UniversalDependencies/UD_English-GUM"},
        {"name": "UNER English-EWT", "license": "CC BY-SA 4.0"},
        {"name": "WikiGold", "license": "CC BY 4.0"},
        {"name": "CrossNER politics", "license": "MIT, texts CC BY-SA", "url": "https://github.com/zliucr/CrossNER"},
        {"name": "Groningen Meaning Bank, Voice of America part", "license": "public domain", "url": "https://gmb.let.rug.nl"},
        {"name": "re3d", "license": "by source: public domain, OGL 3.0, CC BY-SA 3.0, CC BY 3.0 AU", "url": "https://github.com/dstl/re3d"},
        {"name": "U.S. government press releases", "license": "public domain"},
        {"name": "newsfacts annotated events", "license": "CC0, texts public domain"},
    ],
}  # fmt: skip


def round_weights(linear: nn.Linear, reach: np.ndarray) -> Arrays:
    """A layer's weights in whole numbers with a scale for each output, its bias, and its inputs' reach."""
    weight = linear.weight.detach().numpy()
    scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / LEVELS
    whole = np.rint(weight / scale[:, None]).astype(np.int8 if LEVELS < 128 else np.int16)
    bias = linear.bias.detach().numpy()
    return {"weight": whole, "scale": scale.astype(np.float32), "bias": bias, "reach": reach.astype(np.float32)}


class Reaches:
    """The largest values met at each place where values are rounded."""

    def __init__(self) -> None:
        self.most: dict[str, float] = {}
        self.inputs: dict[str, np.ndarray] = {}

    def see(self, name: str, values: torch.Tensor) -> None:
        """Note the values met at the place `name`."""
        self.most[name] = max(self.most.get(name, 0.0), float(values.abs().max()))


def measure_reaches(network: Network, windows: list[dict[str, np.ndarray]]) -> Reaches:
    """Run the network on `windows` and note what it rounds when it is shipped."""
    reaches = Reaches()
    names = {module: name for name, module in network.named_modules()}

    def note(module: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        most = inputs[0].abs().flatten(0, -2).max(0).values.numpy()
        reaches.inputs[names[module]] = np.maximum(reaches.inputs.get(names[module], 0.0), most)
        if names[module].endswith("qkv"):
            for part, values in zip("qkv", output.chunk(3, -1), strict=True):
                reaches.see(f"{names[module][:-4]}.{part}", values)
        elif names[module] == "arc":
            reaches.see("heads", F.relu(output[..., ARC:]))
            reaches.see("heads", network.root)
        elif names[module] == "biaffine":
            reaches.see("query", output)
        elif names[module] == "side":
            reaches.see("side_words", F.relu(output[..., ARC:]))
            reaches.see("side_words", network.nobody)
        elif names[module] == "side_biaffine":
            reaches.see("side_query", output)

    hooks = [m.register_forward_hook(note) for m in network.modules() if isinstance(m, nn.Linear)]
    network.eval()
    with torch.no_grad():
        for chunk in batches(windows, 1500, random.Random(0)):
            batch = collate(chunk)
            said = network(batch, 0.0)
            head = (said["arc"].argmax(-1) - 1).clamp(min=0, max=batch.words - 1)
            network.relations(said["label"], head)
            text, word = batch.real.nonzero(as_tuple=True)
            network.sides(said["side"], text, word, batch.real)
    for hook in hooks:
        hook.remove()
    return reaches


def to_arrays(network: Network, windows: list[dict[str, np.ndarray]]) -> Arrays:
    """All weights as `newsfacts.language.encoder.network.Network` reads them."""
    measured = measure_reaches(network, windows)
    reaches = measured.most
    arrays: Arrays = {}
    for name, module in network.named_modules():
        if isinstance(module, nn.Linear):
            for part, values in round_weights(module, 1.05 * measured.inputs[name]).items():
                arrays[f"{name}.{part}"] = values
        elif isinstance(module, nn.LayerNorm):
            arrays[f"{name}.weight"] = module.weight.detach().numpy()
            arrays[f"{name}.bias"] = module.bias.detach().numpy()
    for i in range(len(network.layers)):
        most = [1.05 * reaches[f"layers.{i}.{part}"] for part in "qkv"]
        arrays[f"layers.{i}.qkv.out_reach"] = np.array(most, np.float32)
    for name in ("query", "heads", "side_query", "side_words"):
        arrays[f"{name}.reach"] = np.float32(1.05 * reaches[name])
    table = network.pieces.weight.detach().numpy()
    scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
    arrays["pieces.weight"] = np.rint(table / scale[:, None]).astype(np.int8)
    arrays["pieces.scale"] = scale.astype(np.float16).astype(np.float32)
    for name in ("places", "shapes"):
        arrays[f"{name}.weight"] = getattr(network, name).weight.detach().numpy().astype(np.float16)
    for name in ("root", "label_root", "nobody"):
        arrays[name] = getattr(network, name).detach().numpy()
    arrays["mix"] = network.mix.softmax(-1).detach().numpy()
    return arrays


def package_model(source: Path, work: Path, minilm: Path, target: Path, parser: Path | None = None) -> None:
    """Write the model of the network to `target`, which is replaced in one move when all is ready."""
    with (work / "windows.pickle").open("rb") as file:
        data = pickle.load(file)
    rng = random.Random(0)
    windows = rng.sample(data["gold"], 300) + rng.sample(data["raw"], 150) + rng.sample(data["events"], 50)
    network = load_network(source, data["inventory"])
    nlp = spacy.load(parser) if parser is not None else make_blank()
    encoder = nlp.add_pipe("newsfacts_encoder")
    assert isinstance(encoder, Encoder)
    pieces = (minilm / "vocab.txt").read_text(encoding="utf8").splitlines()
    encoder.load(pieces, data["inventory"], to_arrays(network, windows))
    for name in ("newsfacts_names", "newsfacts_lemmatizer"):
        nlp.add_pipe(name)
    for section in ("paths", "corpora", "training", "pretraining", "initialize"):
        nlp.config.pop(section, None)
    nlp.tokenizer = NewsTokenizer(nlp.vocab)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": "newsfacts.Tokenizer.v1"}
    nlp.meta.update(META)
    draft = target.with_name(target.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    nlp.to_disk(draft)
    meta = json.loads((draft / "meta.json").read_text(encoding="utf8"))
    meta.pop("performance", None)
    (draft / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    # the words of the training data are not needed: only labels stay
    labels = {label for names in nlp.pipe_labels.values() for label in names}
    labels |= {action.partition("-")[2] for action in labels}
    labels |= {*encoder.labels, *PLAIN_POS, *PLAIN_POS.values(), "AUX", "VERB", "SCONJ", "ROOT", "dep", "_SP"}
    (draft / "vocab" / "strings.json").write_text(json.dumps(sorted(labels - {""})) + "\n", encoding="utf8")
    for document in ("LICENSE", "LICENSE-MiniLM", "NOTICE", "MODEL_CARD.md"):
        if (target / document).exists():
            shutil.copyfile(target / document, draft / document)
    if target.exists():
        old = target.with_name(target.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        draft.rename(target)
        shutil.rmtree(old)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.rename(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--parser", type=Path, default=None, help="a trained pipeline that votes")
    arguments = parser.parse_args()
    package_model(arguments.network, arguments.work, arguments.minilm, arguments.target, arguments.parser)


if __name__ == "__main__":
    main()
