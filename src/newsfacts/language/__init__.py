"""The spaCy side: a trained model, then one component per family of facts.

What each component leaves on the Doc, as extension attributes holding the contract's own models with final ids,
in reading order:

=====================  ==========================================================  ======================
attribute              holds                                                       set by
=====================  ==========================================================  ======================
``doc._.article``      :class:`newsfacts.article.Article`, or None                 the caller
``doc._.published``    ``datetime.date | None``: the anchor of relative dates      segmentation
``doc._.published_from``  ``option``, ``metadata``, ``text`` or None               segmentation
``doc._.dateline``     :class:`newsfacts.record.Dateline` or None                  segmentation
``doc._.title``        headline (str) or None                                      segmentation
``doc._.blocks``       list of layout blocks (heading, dateline, paragraph …)      segmentation
``doc._.event_scores`` words x fact types: how likely each tells a fact of it      encoder
``doc._.tellings``     token index → `newsfacts.language.encoder.draft.Telling`    encoder
``doc._.countries``    list of :class:`newsfacts.record.Country`                   countries
``doc._.amounts``      list of :class:`newsfacts.record.Amount`                    amounts
``doc._.dates``        list of :class:`newsfacts.record.Date`                      dates
``doc._.officials``    list of :class:`newsfacts.record.Official`                  officials
``doc._.organizations``  list of :class:`newsfacts.record.Organization`            officials
``doc._.people``       list of :class:`newsfacts.record.Person`                    officials
``doc._.pronouns``     token index → id of the person, None where several fit      coreference
``doc._.entity_index``  the entities by token, and whom a phrase refers to          coreference
``doc._.quotes``       list of quoted stretches with their speaker                 attribution
``doc._.speech``       list of reported statements                                 attribution
``doc._.facts``        list of :class:`newsfacts.record.Fact`                      facts
``doc._.warnings``     list of str                                                 any
=====================  ==========================================================  ======================
"""

from spacy.tokens import Doc

for _name in ("article", "published", "published_from", "dateline", "title", "event_scores", "entity_index"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
for _name in (
    "blocks", "countries", "amounts", "dates", "officials", "organizations", "people", "quotes", "speech", "facts",
    "warnings",
):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=[])  # spaCy copies a mutable default for each Doc
for _name in ("pronouns", "tellings", "titled"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default={})
