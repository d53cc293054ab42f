"""Doc → Record: collects the layers, their warnings and what is known of the article itself."""

from __future__ import annotations

import hashlib

from spacy.tokens import Doc

from newsfacts.article import Article
from newsfacts.language.identification import resolve_language
from newsfacts.record import ArticleInfo, Record, to_named


def to_record(doc: Doc) -> Record:
    """Build the validated record of a processed Doc.

    Raises:
        ValueError: a span is not its text or a reference does not resolve: a bug, never the input's fault.
    """
    article: Article = doc._.article or Article(text=doc.text)
    text = article.text
    published = doc._.published
    language = resolve_language(doc)
    foreign = [] if language else ["the text does not look English; newsfacts reads English only"]
    record = Record(
        article=ArticleInfo(
            id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            source=article.source,
            title=doc._.title,
            publisher=article.publisher,
            dateline=doc._.dateline,
            published=published.isoformat() if published else None,
            published_from=doc._.published_from if published else None,
            language=language,
            characters=len(text),
            sentences=sum(1 for sent in doc.sents if not sent.text.isspace()) if len(doc) else 0,
        ),
        countries=doc._.countries,
        officials=doc._.officials,
        organizations=doc._.organizations,
        people=doc._.people,
        amounts=doc._.amounts,
        dates=doc._.dates,
        facts=to_named(doc._.facts, [*doc._.countries, *doc._.officials, *doc._.organizations, *doc._.people]),
        warnings=[*article.warnings, *foreign, *doc._.warnings],
    )
    record.check_against(text)
    return record
