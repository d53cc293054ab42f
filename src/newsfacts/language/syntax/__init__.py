"""Grammar below everything else: what a tree says of subjects, voice, arguments and phrases.

It reads words, tags, heads and relations (Universal Dependencies 2, Penn tags) and knows neither entities nor facts:
``relations`` a word and its neighbours, ``voice`` passives and participles, ``subjects`` who does what a verb or an
action noun tells (control, raising, relatives, coordination), ``arguments`` the functions of a verb, ``phrases`` where
a noun phrase begins and ends. The words it asks for are in ``lexicon/syntax.toml``.
"""
