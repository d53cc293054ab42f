"""Arrow in, Arrow out: articles as rows, on one machine or on a cluster (extra ``newsfacts[arrow]``).

>>> import pyarrow as pa
>>> from newsfacts.arrow import Extractor, explode
>>> articles = pa.table({"id": [7], "text": ["PARIS, May 3 — France gave Ukraine 20 million euros on Tuesday."]})
>>> facts = explode(Extractor(date="2022-05-03")(articles), "facts")
>>> facts.select(["input_id", "actor_countries", "type", "recipient_countries"]).to_pylist()
[{'input_id': 7, 'actor_countries': ['FR'], 'type': 'aided', 'recipient_countries': ['UA']}]

An :class:`Extractor` is what Spark (``df.mapInArrow(extractor.batches, schema)``) and Ray Data
(``ds.map_batches(Extractor, ...)``) take as it stands; ``docs/at-scale.md`` has the recipes. :func:`read` makes such
rows of files, pages and archives, :func:`to_records` makes records of the result again.
"""

from __future__ import annotations

try:
    import pyarrow  # noqa: F401
except ImportError as error:
    raise ImportError("newsfacts.arrow needs pyarrow: pip install 'newsfacts[arrow]'") from error

from newsfacts.arrow.extractor import Extractor
from newsfacts.arrow.reading import ARTICLES, read
from newsfacts.arrow.tables import SCHEMA, explode, spark_ddl, to_records

__all__ = ["ARTICLES", "SCHEMA", "Extractor", "explode", "read", "spark_ddl", "to_records"]
