"""The encoder as a component of a pipeline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch, registry
from thinc.api import Model, get_current_ops

from newsfacts.language.encoder.arrays import Arrays, Integers
from newsfacts.language.encoder.draft import Draft
from newsfacts.language.encoder.labels import NAMES
from newsfacts.language.encoder.network import Network
from newsfacts.language.encoder.reading import Pieces, Reader, Window, find_windows

#: Pieces that are multiplied at once.
GROUP = 768



@registry.architectures("newsfacts.Encoder.v1")  # type: ignore[untyped-decorator]
def create_model() -> Model[Any, Any]:
    """The network as a thinc model: windows of pieces with their words in, their scores out. It learns nothing here."""

    def forward(model: Model[Any, Any], batch: Any, is_train: bool) -> tuple[Any, Any]:
        return model.attrs["network"].run(*batch), lambda gradient: []

    return Model("newsfacts_encoder", forward)


class Encoder:
    """Sets tags, heads, relations, sentence bounds and names, ``doc._.event_scores`` and ``doc.tensor``.

    ``doc._.event_scores``: words x types (`EVENT_TYPES`), the probability that the word tells a fact of the type.
    ``doc.tensor``: words x 384, what the encoder knows of each word's meaning, for later models. White space has zeros.
    Sentence bounds that are preset stay as they are. If a parser and a recognizer ran before, the bounds are the
    parser's, and trees and names are votes: two that know different things are right more often than either.
    """

    def __init__(self, name: str, model: Model[Any, Any]) -> None:
        self.name, self.model = name, model
        self.tags: list[str] = []
        self.deps: list[str] = []
        self.reader: Reader | None = None

    def load(self, pieces: list[str], labels: dict[str, list[str]], arrays: Arrays) -> None:
        """Take the vocabulary, the labels (``tags``, ``deps``) and the weights."""
        self.reader = Reader(pieces)
        self.pieces = pieces
        self.tags, self.deps = labels["tags"], labels["deps"]
        self.model.attrs["network"] = Network(arrays, self.model.ops)

    @property
    def network(self) -> Network:
        network = self.model.attrs["network"]
        assert isinstance(network, Network)
        return network

    @property
    def labels(self) -> tuple[str, ...]:
        """All tags, relations and kinds of names."""
        return (*self.tags, *self.deps, *sorted({name[2:] for name in NAMES} - {""}))

    def __call__(self, doc: Doc) -> Doc:
        """Annotate `doc` and return it."""
        self.annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Annotate the Docs of `stream` in batches."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            batch = list(docs)
            self.annotate(batch)
            yield from batch

    def annotate(self, docs: list[Doc]) -> None:
        """Annotate `docs`."""
        assert self.reader is not None, "no weights: load the model from its folder"
        drafts = [Draft(doc, self.reader.read(doc), self.tags, self.deps) for doc in docs]
        group: list[tuple[Draft, Window, Pieces, Integers]] = []
        size = 0
        for draft in drafts:
            for window in find_windows(draft.doc, draft.words.ends, draft.find_starts()):
                pieces = draft.words.cut(window.left, window.right)
                words = np.flatnonzero(~draft.words.space[window.left : window.right])
                if not len(words):
                    continue
                group.append((draft, window, pieces, words))
                size += len(pieces.pieces)
                if size >= GROUP:
                    self._finish(group)
                    group, size = [], 0
        self._finish(group)
        for draft in drafts:
            draft.write(self.tags, self.deps)

    def _finish(self, group: list[tuple[Draft, Window, Pieces, Integers]]) -> None:
        if not group:
            return
        scores = self.model.predict(([pieces for _, _, pieces, _ in group], [words for _, _, _, words in group]))
        for (draft, window, _, words), said in zip(group, scores, strict=True):
            draft.take(self.network, window, words + window.left, said)

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Write the vocabulary, the labels and the weights into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pieces.txt").write_text("\n".join(self.pieces) + "\n", encoding="utf8")
        labels = {"tags": self.tags, "deps": self.deps}
        (folder / "labels.json").write_text(json.dumps(labels) + "\n", encoding="utf8")
        np.savez(folder / "weights.npz", **self.network.arrays)  # type: ignore[arg-type]

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> Encoder:
        """Read what `to_disk` wrote."""
        folder = Path(path)
        pieces = (folder / "pieces.txt").read_text(encoding="utf8").split("\n")[:-1]
        labels = json.loads((folder / "labels.json").read_text(encoding="utf8"))
        with np.load(folder / "weights.npz") as weights:
            self.load(pieces, labels, {name: weights[name] for name in weights.files})
        return self


def create_encoder(nlp: Language, name: str, model: Model[Any, Any]) -> Encoder:
    """Make the component of this name; its weights come from its folder."""
    model.ops = get_current_ops()
    return Encoder(name, model)
