"""The word embedding of the shipped model, computed once for each distinct word of a batch.

An article repeats half its words and a batch of articles most of them, while a word's embedding depends on the word
alone: the hashing, the look-ups and the mixing layer need not run again for each token. The result is that of the
embedding layer inside, to the last bit but for the order of sums.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from spacy.symbols import ORTH  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model
from thinc.types import Floats2d


@registry.architectures("newsfacts.DistinctEmbed.v1")  # type: ignore[untyped-decorator]
def create_embedding(embed: Model[list[Doc], list[Floats2d]]) -> Model[list[Doc], list[Floats2d]]:
    """`embed` (e.g. spaCy's MultiHashEmbed over attributes of the lexeme), run on the distinct words of the docs."""
    model: Model[list[Doc], list[Floats2d]] = Model("distinct_embed", forward, init=initialize, layers=[embed])
    if embed.has_dim("nO"):
        model.set_dim("nO", embed.get_dim("nO"))
    return model


def initialize(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    """Initialize the layer inside."""
    model.layers[0].initialize(X=X, Y=Y)


def forward(
    model: Model[list[Doc], list[Floats2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Floats2d], Callable[..., Any]]:
    """Rows for each token of `docs`; in training the layer inside sees every token, as dropout must."""
    embed = model.layers[0]
    if is_train:
        return embed(docs, is_train)
    vocab = docs[0].vocab
    words, places = np.unique(np.concatenate([doc.to_array(ORTH) for doc in docs]), return_inverse=True)
    (rows,) = embed.predict([Doc(vocab, words=[vocab.strings[word] for word in words.tolist()])])
    ends = np.cumsum([len(doc) for doc in docs])[:-1]
    return cast(list[Floats2d], np.split(rows[places], ends)), lambda gradient: []
