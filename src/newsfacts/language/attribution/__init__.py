"""Whose word it is: quotations and reported speech, found before the facts so that these can carry their speaker.

``doc._.speech`` holds a ``Statement`` (see ``statements``) for each reporting frame: a clause
under a reporting verb ("said that …"), a tail ("…, the ministry said"), a quotation beside a reporting verb, "according
to …", or a noun phrase announced or stressed. ``doc._.quotes`` holds every quoted stretch with its speaker, if known.

``component`` puts them on the Doc; ``statements`` goes through the frames that a verb of
``lexicon/reporting_verbs.jsonl`` may have; ``speakers`` finds who speaks, ``contents`` what is said, ``shapes`` where a
cue is set off by marks.
"""
