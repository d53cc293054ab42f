"""Who said what: reporting frames, quotations and their speakers."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

import newsfacts
from newsfacts.language.pipeline import to_doc
from newsfacts.language.syntax.quotes import find_quotes
from newsfacts.lexicon.reporting import load_reporting_verbs


def read(text: str) -> Doc:
    nlp = newsfacts.load()
    return nlp(to_doc(nlp, newsfacts.Article(text=text)))


def said(text: str) -> list[tuple[str, str]]:
    """(speaker's words, content) of each statement fact."""
    return [(f.actor[0].text, f.object or "") for f in read(text)._.facts if f.type == "said"]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Kenya said it would reopen the border.", "Kenya", "it would reopen the border"),
        ("Kenya said that it would reopen the border.", "Kenya", "it would reopen the border"),
        (
            "The border will reopen on Monday, the Kenyan foreign ministry said.",
            "Kenyan foreign ministry",
            "The border will reopen on Monday",
        ),
        (
            "“The border will reopen on Monday,” the Kenyan foreign ministry said.",
            "Kenyan foreign ministry",
            "The border will reopen on Monday",
        ),
        (
            '"We will reopen the border," Kenyan President William Ruto said on Tuesday.',
            "William Ruto",
            "We will reopen the border",
        ),
        ("Kenyan President William Ruto told lawmakers that the road was safe.", "William Ruto", "the road was safe"),
    ],
)
def test_statement(text: str, speaker: str, content: str) -> None:
    statements = said(text)
    assert len(statements) == 1, statements
    assert statements[0][0] in speaker or speaker in statements[0][0]
    assert content in statements[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "The plan was said to be expensive.",
        "Officer Said Ahmed walked home.",
        "The sign said nothing.",
        "That said, the road is open.",
    ],
)
def test_no_statement(text: str) -> None:
    assert said(text) == []


def test_fact_inside_speech_carries_the_speaker() -> None:
    facts = read("Ukraine said Russia had shelled the city of Kherson.")._.facts
    attacked = next(f for f in facts if f.type == "attacked")
    assert attacked.attribution is not None
    assert (attacked.attribution.source.ref, attacked.attribution.cue) == ("UA", "said")


def test_what_something_goes_by_is_no_source() -> None:
    assert not read("Kenya pays families according to the number of children.")._.speech


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('The minister said Kenya will not "flip-flop" on the promises it is making now.',
         'Kenya will not "flip-flop" on the promises it is making now'),
        ("Police seized the bus, Inspector Juma Okello said, adding a case was opened.", "Police seized the bus"),
        ("Kenya has ties with Chad which, Prime Minister Okello said, are growing stronger.", "are growing stronger"),
        ("Kenya gave in, while, according to the Interior Ministry, Chad would get more.", "Chad would get more"),
        ("The Interior Ministry clarified other measures would follow in May.", "other measures would follow in May"),
    ],
)  # fmt: skip
def test_content_of_inserted_and_interrupted_speech(text: str, content: str) -> None:
    doc = read(text)
    assert content in [doc.text[s.start : s.end] for s in doc._.speech]


def test_two_reporting_verbs_have_each_their_own_content() -> None:
    doc = read("President Okello acknowledged the risk of a recession but stressed that talks would resume.")
    assert [doc.text[s.start : s.end] for s in doc._.speech] == ["the risk of a recession", "talks would resume"]


def test_the_statement_is_its_authors() -> None:
    doc = read("The Health Ministry said in a statement that bars would close. The statement said hospitals were full.")
    assert len({f.actor[0].ref for f in doc._.facts if f.type == "said"}) == 1


def test_it_after_what_was_said_is_who_spoke_before() -> None:
    doc = read("Peru's Defense Ministry announced the plan. Two units of the Army Command will be merged, it said.")
    assert len({f.actor[0].ref for f in doc._.facts if f.type == "said"}) == 1


def test_an_object_ends_where_the_cue_begins() -> None:
    doc = read("Chad and Niger have agreed to hold talks in Oslo in May, Chad's foreign minister told Reuters.")
    [fact] = [f for f in doc._.facts if f.type == "agreed"]
    assert fact.object == "to hold talks in Oslo in May"


def test_what_a_speaker_adds_is_the_speakers() -> None:
    doc = read("Kenya's president said taxes would fall, adding that Uganda had attacked Rwanda.")
    [fact] = [f for f in doc._.facts if f.type == "attacked"]
    assert fact.attribution is not None and fact.attribution.source.text == "Kenya's president"


def test_according_to_gives_the_source() -> None:
    facts = read("Russia shelled the city, according to Ukraine.")._.facts
    attacked = next(f for f in facts if f.type == "attacked")
    assert attacked.attribution is not None
    assert attacked.attribution.source.ref == "UA"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Two were hurt, police chief Omar Lodi said. He denied the rest.\n\nOpposition leader Nadia Hashmi called "
            'on Mali\'s premier to resign. "A government that cannot keep the lights on has no right to ask for more," '
            "she told a rally in Gao on Sunday.",
            "Nadia Hashmi",
        ),
        (
            "Interior Minister Hugo Salas said officers had not opened fire.\n\nCanada's ambassador called for "
            'dialogue. "We regret the loss of life and ask all sides to refrain," she said in a statement.',
            "Canada's ambassador",
        ),
    ],
)
def test_pronoun_after_a_quotation_is_who_acted_last(text: str, speaker: str) -> None:
    doc = read(text)
    fact = next(f for f in doc._.facts if f.type == "said" and f.actor[0].text == "she")
    (official,) = [o for o in doc._.officials if o.id == fact.actor[0].ref]
    assert speaker in {m.text for m in official.mentions}


@pytest.mark.parametrize("text", [
    "An officer confirmed that Sweden had offered to help; Denmark refused.",
    "Norway said Sweden had offered to help. But Denmark refused.",
])  # fmt: skip
def test_a_sentence_of_the_reporters_own_is_nobodys_word(text: str) -> None:
    refused = next(f for f in read(text)._.facts if f.type == "refused")
    assert refused.attribution is None


def test_it_in_reported_speech_is_the_speaker_not_its_state() -> None:
    facts = read("Thailand's state electricity utility said it had refused to pay Laos.")._.facts
    refused = next(f for f in facts if f.type == "refused")
    assert [a.ref for a in refused.actor] == [None]


def test_hearer_is_the_recipient() -> None:
    fact = next(f for f in read("Norway told Russia that the talks were over.")._.facts if f.type == "said")
    assert [a.ref for a in fact.recipient] == ["RU"]


def test_denial_negates_what_is_denied() -> None:
    facts = read("Rwanda denied that it had sent troops to Congo.")._.facts
    mobilized = next(f for f in facts if f.type == "mobilized")
    assert mobilized.negated


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “yes, we can” and left.", ["“yes, we can”"]),
        ('He said "yes, we can" and left.', ['"yes, we can"']),
        ("“One ends here.\n\n“Two ends here,” he said.", ["“One ends here.", "“Two ends here,”"]),
        ('An odd " mark.\nAnother "fine one" here.', ['"fine one"']),
        ("He said «we can» and ``we will'' and left.", ["«we can»", "``we will''"]),
        ("“She called him ‘a fool’ twice,” he said.", ["“She called him ‘a fool’ twice,”"]),
        ("“He never “came back,” she said.", ["“came back,”"]),
        ("The workers’ strike hit Oslo’s 'old' port.", []),  # apostrophes, and a word that is only so called
        ("It closed ” before it opened.", []),
        ("” „ « ``", []),
        ("", []),
    ],
)
def test_quotes(text: str, quotes: list[str]) -> None:
    assert [text[a:b] for a, b in find_quotes(text)] == quotes


def test_spans_are_inside_the_text() -> None:
    text = "“A b c d e,” said. \"\"\" ''' “ ” ”“ said he said she told told."
    doc = read(text)
    for statement in doc._.speech:
        assert 0 <= statement.start < statement.end <= len(text)


def test_reporting_verbs_are_lemmas_with_a_frame() -> None:
    for lemma, row in load_reporting_verbs().rows.items():
        assert lemma == lemma.lower()
        frames = ("clause", "tail", "object", "quote", "naming", "charge", "hearsay", "about")
        assert any(row.get(frame) for frame in frames), lemma


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Iraqi President Jalal Talabani says in a statement he does not intend to run.", "he does not intend to run"),
        (
            "Sudan's foreign minister said the talks would go on, while the rebels accused him of lying.",
            "the talks would go on",
        ),
        (
            "Togo will lend Benin $20 million, Transport Minister Joe Wanyama said, while Mali will train the drivers.",
            "Togo will lend Benin $20 million",
        ),
        ("Hungary has denied helping the former prime minister.", "helping the former prime minister"),
        ("Ghana said the border was open; Togo closed two bridges.", "the border was open"),
        (
            "Chad's president said the truce was dead and that the army was ready.",
            "the truce was dead and that the army was ready",
        ),
        ("Israel's ambassador called that accusation outrageous.", "that accusation outrageous"),
        ('Italy\'s foreign minister called it the "darkest hour of diplomacy".', 'it the "darkest hour of diplomacy"'),
        ('"Why was nobody asked?" Kenyan President William Ruto asked.', "Why was nobody asked?"),
    ],
)
def test_where_a_statement_begins_and_ends(text: str, content: str) -> None:
    assert content in [words for _, words in said(text)]


def test_a_charge_is_the_accusers_word() -> None:
    facts = read("Kenya accused Somalia of attacking a village, while Uganda closed the road.")._.facts
    found = {f.type: f.attribution.source.ref if f.attribution else None for f in facts}
    assert found["attacked"] == "KE"
    assert found["criticized"] is None
    assert "said" not in found


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ('"I thank Kenya for the water," Chadian President Mahamat Deby said.', "Mahamat Deby"),
        ('"We thank Kenya for the water," the Chadian army said.', "Chadian army"),
        ('"We thank Kenya for the water," Chadian President Mahamat Deby said.', None),
    ],
)
def test_the_first_person_is_who_speaks_when_certain(text: str, ref: str | None) -> None:
    doc = read(text)
    named = {e.id: e.name for e in [*doc._.officials, *doc._.organizations]}
    thanked = [f for f in doc._.facts if f.type == "supported"]
    assert [named[f.actor[0].ref] for f in thanked if f.actor and f.actor[0].ref] == ([ref] if ref else [])


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        # the cue inside its own statement, between commas
        ("The bridge, the mayor said, will open in June.", "mayor", "The bridge … will open in June"),
        ("The harvest, Agriculture Minister Pia Holm warned, could fail.", "Pia Holm", "The harvest … could fail"),
        ("The bridge, said the mayor, is closed.", "mayor", "The bridge … is closed"),
        ("Mr. Otieno, the senator, sold the farm, he said, to traders.", "he",
         "Mr. Otieno, the senator, sold the farm … to traders"),
        # inside its quotation
        ('"The truce," Defense Minister Pia Holm said, "is over."', "Pia Holm", "The truce … is over"),
        ('"The roads," the Kenyan minister said, "are open. Uganda will not wait."', "Kenyan minister",
         "The roads … are open. Uganda will not wait"),
        ('"Norway," said Peru\'s envoy, "will sign this."', "Peru's envoy", "Norway … will sign this"),
        # behind it, the speaker last
        ("President Ali Omar has opened a school in Garissa, said Kenyan Health Minister Jane Wanjiru.", "Jane Wanjiru",
         "President Ali Omar has opened a school in Garissa"),
        ("“The count was rigged,” said Ugandan member of the assembly Moses Okello.", "Moses Okello",
         "The count was rigged"),
        ("The harvest is safe, assured Agriculture Minister Pia Holm.", "Pia Holm", "The harvest is safe"),
        # an aside between the speaker and the cue
        ("“I took the money,” Mayor Juan Soto, 61, told the judge.", "Juan Soto", "I took the money"),
        ("“This government is finished, and everyone on its own benches knows it,” Pia Holm, tired after talks, "
         "told the BBC.", "Pia Holm", "This government is finished, and everyone on its own benches knows it"),
        # other cues
        ("“Why should Ghana wait?” Trade Minister Ama Boateng questioned.", "Ama Boateng", "Why should Ghana wait?"),
        ("The envoy was told by Kenyan Foreign Minister Ali Omar that the camp was full.", "Ali Omar",
         "the camp was full"),
        ("The road is open, according to the transport minister's office in Ghana.", "transport minister's office",
         "The road is open"),
    ],
)  # fmt: skip
def test_shapes_of_reports(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in [(who.removeprefix("the "), what) for who, what in said(text)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # an infinitive tells what something is for
        ("Police went on with tests to confirm the names of the dead, Oslo mayor Pia Holm said.", ["Pia Holm"]),
        ("Norway agreed to add 45 million crowns, Oslo mayor Pia Holm said after the vote.", ["Pia Holm"]),
        # a paper is nobody
        ("The envoy was replaced, according to the statement.", []),
        # whoever stands behind the cue is told
        ("“I took the money,” Mayor Juan Soto told Judge Ana Vega.", ["Juan Soto"]),
        # a state inside a name does not speak
        ("“The channel is removed,” said Claro Nicaragua.", []),
    ],
)
def test_who_does_not_speak(text: str, speakers: list[str]) -> None:
    assert [who for who, _ in said(text) if who != "Claro Nicaragua"] == speakers


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Rwanda denied that it had sent troops to Congo.", "deny"),
        ("“The border is open,” Rwandan President Paul Kagame said.", "quote"),
        ('"The truce," Defense Minister Pia Holm said, "is over."', "quote"),
        ("Rwandan President Paul Kagame said the border was open.", None),
        ("Rwandan President Paul Kagame said the “border” was open.", None),
    ],
)
def test_mode_of_a_statement(text: str, mode: str | None) -> None:
    (fact,) = [f for f in read(text)._.facts if f.type == "said"]
    assert fact.mode == mode


def test_a_condition_behind_the_cue_belongs_to_what_is_said() -> None:
    doc = read('"We will leave the union," the Kenyan minister said, "if Uganda raises duties again."')
    (fact,) = [f for f in doc._.facts if f.type == "said"]
    assert fact.object == "We will leave the union … if Uganda raises duties again"


@pytest.mark.parametrize(("text", "speaker", "content"), [
    ("The bridge had collapsed, the agency quoted Okello as saying. Governor Juma Okello left.", "Okello",
     "The bridge had collapsed"),
    ("Uganda's ambulance service said in a post that nine people drowned.", "ambulance service",
     "nine people drowned"),
    ("President Juma Okello said prices had fallen and thanked the farmers.", "Juma Okello", "prices had fallen"),
    ('President Juma Okello visited Lira. "The road to the north will open in May," he stressed.', "he",
     "The road to the north will open in May"),
])  # fmt: skip
def test_who_said_what(text: str, speaker: str, content: str) -> None:
    said = [f for f in read(text)._.facts if f.type == "said"]
    assert [(f.actor[0].text, f.object) for f in said] == [(speaker, content)]


def test_who_speaks_for_somebody_is_not_that_person() -> None:
    doc = read("A lawyer for President Juma Okello said the charges were false.")
    (president,) = doc._.officials
    assert president.id not in {a.ref for f in doc._.facts for a in f.actor}


def test_it_is_never_the_agency_of_the_dateline() -> None:
    doc = read("NAIROBI, May 14, 2024 (Reuters) - The African Union will send ten observers to Chad in June, it said.")
    (said,) = [f for f in doc._.facts if f.type == "said"]
    assert said.actor[0].ref in {g.id for g in doc._.organizations if g.name == "African Union"}


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The defence minister Ivo Banac stated that the ties are strong, adding that both armies help each other.",
         ["the ties are strong", "both armies help each other"]),
        ("Health Minister Ana Ruiz said the clinics would open in May, noting that nurses had been hired.",
         ["the clinics would open in May", "nurses had been hired"]),
        ("Police seized the truck, Inspector Ana Ruiz said, adding a case was lodged with the court.",
         ["Police seized the truck", "a case was lodged with the court"]),
        ("Prime Minister Ana Ruiz stressed the need to raise awareness, noting that the abuse must end.",
         ["the need to raise awareness", "the abuse must end"]),
        ("The regime does not spare anybody, General Ivo Banac added, saying that it will soon fall.",
         ["The regime does not spare anybody", "it will soon fall"]),
        ("Mayor Ana Ruiz said the rally would be peaceful, promising that no thugs would be allowed.",
         ["the rally would be peaceful"]),
        ("Foreign Minister Ivo Banac said the country faced hard times, citing the war in Sudan.",
         ["the country faced hard times"]),
    ],
)  # fmt: skip
def test_what_a_speaker_adds_is_a_statement_of_its_own(text: str, contents: list[str]) -> None:
    facts = [f for f in read(text)._.facts if f.type == "said"]
    assert [f.object for f in facts] == contents
    assert len({f.actor[0].ref for f in facts}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "General Ivo Banac said that Chad had closed the road, saying that it was unsafe.",
        "Mayor Ana Ruiz said the ministry had issued a notice, saying that the wells were closed.",
    ],
)
def test_whom_the_speaker_tells_of_may_go_on_instead(text: str) -> None:
    assert [f.actor[0].text for f in read(text)._.facts if f.type == "said"][1:] != [text.split(" said")[0]]


def test_a_participle_of_what_is_told_ends_nothing() -> None:
    assert said("Minister Ivo Banac said the army is adding troops, noting progress.") == [
        ("Ivo Banac", "the army is adding troops, noting progress")
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The International Tea Organization continues to estimate that demand will grow.",
         "International Tea Organization", "demand will grow"),
        ("Foreign Minister Ivo Banac elaborated that Ghana was chosen because of its ports.",
         "Ivo Banac", "Ghana was chosen because of its ports"),
        ("Foreign Minister Ivo Banac considers that much work still needs to be done.",
         "Ivo Banac", "much work still needs to be done"),
        ("“The rise is good, but it is not enough for all of us,” Energy Minister Ivo Banac reflected.",
         "Ivo Banac", "The rise is good, but it is not enough for all of us"),
        ("Zambia's Water Authority (ZWA) Chief Ivo Banac has told reporters all the papers were being studied.",
         "Ivo Banac", "all the papers were being studied"),
        ("More than 100 charging points will be built, according to what the Ministry of Environment announced.",
         "Ministry of Environment", "More than 100 charging points will be built"),
        ("Exports of coffee totaled $145 million, according to figures reported by the Central Bank of Kenya.",
         "Central Bank of Kenya", "Exports of coffee totaled $145 million"),
    ],
)  # fmt: skip
def test_rarer_verbs_and_ways_of_saying(text: str, speaker: str, content: str) -> None:
    assert said(text) == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Parliament considered whether Chad should join the pact.",
        "The minister went to Mali to announce that the border was open.",
        "The vote reflects the anger of Mali over prices.",
        "Kenya pays families according to the number of children registered by the Health Ministry.",
    ],
)
def test_what_only_looks_like_saying(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Prime Minister Ivo Banac said voters wanted the Constitution to be amended, but he also said views differed.",
         "voters wanted the Constitution to be amended"),
        ("The Bank of Mali chief has said he expects prices to peak in May, though he declines to be specific.",
         "he expects prices to peak in May"),
        ("Foreign Minister Ivo Banac said the draft might not be perfect but that it is close to what Chad wants.",
         "the draft might not be perfect but that it is close to what Chad wants"),
        ("Minister Ana Ruiz said that the plan was dead, but she believes that talks will go on.",
         "the plan was dead"),
    ],
)  # fmt: skip
def test_where_a_statement_ends_beside_the_next_one(text: str, content: str) -> None:
    assert said(text)[0][1] == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Responding to questions in Lima, Finance Minister Ana Ruiz said: “We will pay the debt by June, not later.”",
         "We will pay the debt by June, not later."),
        ("Commenting on the raid, Mayor Ivo Banac added: “It was a lawful operation against armed men in the north.”",
         "It was a lawful operation against armed men in the north."),
    ],
)  # fmt: skip
def test_a_quotation_is_told_once(text: str, content: str) -> None:
    assert [words for _, words in said(text)] == [content]


def test_what_follows_the_speaker_at_once_goes_on_with_the_quotation() -> None:
    text = '"The roads were bad," said Mayor Ana Ruiz. "The new ones are much better than those we had before."'
    [fact] = [f for f in read(text)._.facts if f.type == "said"]
    assert fact.object == "The roads were bad … The new ones are much better than those we had before."
    assert all(part in fact.evidence.text for part in fact.object.split(" … "))
    assert fact.mode == "quote"
    other = text.replace('before."', 'before," said Governor Ivo Banac.')
    assert [content for _, content in said(other)] == [
        "The roads were bad", "The new ones are much better than those we had before"
    ]  # fmt: skip


def test_the_quotation_of_the_paragraph_before_is_not_of_a_second_verb() -> None:
    text = (
        "“These are real people with lives of their own here.”\n"
        "Minister Ana Ruiz agreed that jail was needed, but suggested judges get more say."
    )
    assert said(text) == [("Ana Ruiz", "judges get more say")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A probe by the Electoral Commission of Ghana found that a party had bought votes.",
         "Electoral Commission of Ghana"),
        ("A study by the Ministry of Health showed that children eat too little.", "Ministry of Health"),
        ("A United Nations inquiry found that soldiers had killed farmers.", "United Nations"),
        ("The Central Bank of Kenya issued a report in May. Prices lead to higher wages, according to the report.",
         "Central Bank of Kenya"),
    ],
)  # fmt: skip
def test_what_an_inquiry_finds_is_its_authors_word(text: str, speaker: str) -> None:
    doc = read(text)
    names = {g.id: g.name for g in doc._.organizations}
    assert [names[f.actor[0].ref or ""] for f in doc._.facts if f.type == "said"] == [speaker]


@pytest.mark.parametrize(
    "text",
    ["Police found that the door was open.", "The vote showed that Kenya wants change.",
     "The attack showed Mali is not safe.", "Prices lead to higher wages, according to news reports from Nairobi."],
)  # fmt: skip
def test_what_is_come_upon_is_not_said(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Finance Minister Ivo Banac went on to state that the papers were clean.", "the papers were clean"),
        ("The bank's governor Ivo Banac then went on to note that Kenya has paid.", "Kenya has paid"),
        ("The talks had failed, Minister Ivo Banac said: “We are still trying to mend what broke.”",
         "The talks had failed … We are still trying to mend what broke."),
        ('Sadness is deep in the north, Governor Ivo Banac said: "We have lost all that we had."',
         "Sadness is deep in the north … We have lost all that we had."),
        ("Foreign Minister Ivo Banac said: “We are still trying to mend what broke.”",
         "We are still trying to mend what broke."),
    ],
)  # fmt: skip
def test_what_was_said_next_and_behind_a_colon(text: str, content: str) -> None:
    assert said(text) == [("Ivo Banac", content)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "“We are tired of it all.\n\n“It is hard for us,” Minister Ana Ruiz said.",
            ["We are tired of it all. … It is hard for us"],
        ),
        (
            "“The road is old.\n\n“It is full of holes.\n\n“It is hard for us,” Minister Ana Ruiz said.",
            ["The road is old. … It is full of holes. … It is hard for us"],
        ),
        (
            "Senator Bo Lund said the road was old.\n\n“We want it to be built again before the rains.\n\n"
            "“It is hard for us,” Minister Ana Ruiz said.",
            ["the road was old", "We want it to be built again before the rains. … It is hard for us"],
        ),
        (
            "“We will pay,” Minister Ana Ruiz said. “It is only fair that the farmers get their money.\n"
            "“It is hard to wait for so long and we know it.”",
            [
                "We will pay … It is only fair that the farmers get their money. … "
                "It is hard to wait for so long and we know it."
            ],
        ),
        # closed, it may be the word of whoever spoke before
        ("“We are tired of it all.”\n\n“It is hard for us,” Minister Ana Ruiz said.", ["It is hard for us"]),
        ("“We are tired of it all.\n\nMinister Ana Ruiz said it was hard.", ["it was hard"]),
        (
            "“We are tired of it all,” Senator Bo Lund said.\n\n“It is hard for us,” Minister Ana Ruiz said.",
            ["We are tired of it all", "It is hard for us"],
        ),
    ],
)
def test_a_quotation_left_open_goes_on_with_the_next_paragraph(text: str, words: list[str]) -> None:
    assert [f.object for f in newsfacts.extract(text).facts if f.type == "said"] == words


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Most of the shirts were sewn in Chad, according to Oxfam's data.", ["Oxfam"]),
        ("Most of the shirts were sewn in Chad, according to the findings of the interior ministry.",
         ["interior ministry"]),
        ("Most of the shirts were sewn in Chad, according to figures from Nestle.", ["Nestle"]),
        ("The union said according to Judge Ana Paz's ruling, the vote had been fair.", ["union", "Ana Paz"]),
        ("The airline's management announced that it had grounded the aircraft.", ["airline's management"]),
        ("The municipality said the bridge was closed.", ["municipality"]),
        ("Deputy Prime Minister Ali Salih revealed the toll of the raid.", ["Ali Salih"]),
        # what something goes by, and what nobody tells
        ("Pupils were placed according to figures of speech.", []),
        ("The output grew, according to Nestle's plan.", []),
        ("The wind revealed the toll of the raid.", []),
    ],
)  # fmt: skip
def test_whose_data_and_which_body_tells_something(text: str, who: list[str]) -> None:
    said = [f for f in newsfacts.extract(text).facts if f.type == "said"]
    assert [a.text for f in said for a in f.actor] == who
    assert all(f.object != "The union said" and f.attribution is None for f in said)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("As Finance Minister Ana Ruiz explains, the levy will end.", "Ana Ruiz", "the levy will end"),
        ("As the central bank noted, inflation had eased in March.", "central bank", "inflation had eased in March"),
        ("The levy will end soon, as Minister Ana Ruiz explained on Monday.", "Ana Ruiz", "The levy will end soon"),
        ("The law, as Minister Ana Ruiz explained, will change nothing.", "Ana Ruiz", "The law … will change nothing"),
        ("President Ana Ruiz recounted how she had fled Chile.", "Ana Ruiz", "how she had fled Chile"),
        ("President Ana Ruiz described how rebels had burned homes.", "Ana Ruiz", "how rebels had burned homes"),
        ("President Ana Ruiz spoke of a “dark day” for Peru.", "Ana Ruiz", "a “dark day” for Peru"),
        ("President Ana Ruiz spoke of “dark days” for Peru.", "Ana Ruiz", "“dark days” for Peru"),
        ("President Ana Ruiz talked of peace for the first time on Monday.", "Ana Ruiz", "peace"),
        ("Police warned the public about a fire in Lima.", "Police", "a fire in Lima"),
        ("President Ana Ruiz repeated her party's stance on taxes.", "Ana Ruiz", "her party's stance on taxes"),
        ("President Ana Ruiz has indicated her willingness to listen.", "Ana Ruiz", "her willingness to listen"),
        ("The Kremlin signaled its readiness for talks.", "Kremlin", "its readiness for talks"),
        ("The miners, whom President Ana Ruiz described as heroes, went home.", "Ana Ruiz", "heroes"),
        ("According to recent Eurostat figures, prices rose in May.", "Eurostat", "prices rose in May"),
        ("On Monday, rebels who had come from Chad, burned the town, the ministry said.", "ministry",
         "On Monday, rebels who had come from Chad, burned the town"),
        ("President Ana Ruiz said the council will not “flip-flop” on its word.", "Ana Ruiz",
         "the council will not “flip-flop” on its word"),
        ("Prices rose in May, according to the latest Oxfam data.", "Oxfam", "Prices rose in May"),
        ("President Ana Ruiz told them, “Give me six months” and left the hall.", "Ana Ruiz", "Give me six months"),
        ("Mines shut after President Ana Ruiz announced plans to run again, and it was the army chief who stopped her.",
         "Ana Ruiz", "plans to run again"),
        ("The ministry's counsel told the Graft Act (GA) court in Nairobi that the money was gone.",
         "ministry's counsel", "the money was gone"),
    ],
)  # fmt: skip
def test_what_is_told_beside_or_of(text: str, speaker: str, content: str) -> None:
    assert said(text) == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "As President Ana Ruiz explained the plan, the lights went out.",
        "As the minister walked out, protesters shouted.",
        "The law, as officials explained the rules, was torn up.",
        "The plan is not as bad as the minister says.",
        "President Ana Ruiz spoke with passion about farming.",
        "President Ana Ruiz repeated her victory of 2010.",
        "The Kremlin signaled a change in policy.",
        "President Ana Ruiz did not explain why the talks had failed.",
        "President Ana Ruiz asked how the bridge had fallen.",
        "He was paid according to the Eurostat index.",
    ],
)
def test_what_is_only_done_beside_or_asked(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("According to the Kenyan team's coach, Ana Otieno, the robot won twice.", "the robot won twice"),
        ("According to Kenya's finance minister, Ana Otieno, prices will fall.", "prices will fall"),
        ("According to Kenyan Ambassador to the United States Juma Otieno, the team has won.", "the team has won"),
        ("According to the minister, Kenya, Uganda and Chad will sign.", "Kenya, Uganda and Chad will sign"),
        ("According to Ana Ruiz, Ruiz's party won the vote in Peru.", "Ruiz's party won the vote in Peru"),
    ],
)
def test_the_name_of_a_source_is_not_what_it_says(text: str, content: str) -> None:
    assert [c for _, c in said(text)] == [content]


_COACH = "Kenya's coach, Juma Otieno, won. "


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (_COACH + 'Otieno said, "We have learned from the game.\n\nIt was a very hot day. We will go on."',
         ["We have learned from the game … It was a very hot day. We will go on."]),
        (_COACH + 'Otieno stated: "They will not win any more.\n\n"Nobody should be left behind for a rule like that."',
         ["They will not win any more … Nobody should be left behind for a rule like that."]),
        (_COACH + 'Otieno stated,\n\n"They were picked up at noon. They went home."',
         ["They were picked up at noon. They went home."]),
        (_COACH + "Otieno tweeted on his account:\n\n“They were great. They went home.”\n\nThe cup ends in May.",
         ["They were great. They went home."]),
        # a mark that was forgotten, and marks that open or close no quotation
        (_COACH + 'Otieno said, "We will go on with it.\n\nThe cup ended on Friday.\n\nMali came last.',
         ["We will go on with it"]),
        (_COACH + 'Otieno said he was tired. The cup is 5" wide.\n\nHe likes "the big one."', ["he was tired"]),
        (_COACH + "Otieno left.\n\n“Nobody told us about it until it was late,” the Kenyan foreign ministry said.",
         ["Nobody told us about it until it was late"]),
    ],
)  # fmt: skip
def test_a_quotation_goes_on_behind_its_paragraph(text: str, contents: list[str]) -> None:
    assert [c.rstrip(".") for _, c in said(text)] == [c.rstrip(".") for c in contents]
    assert all(f.evidence.text.count("\n") < 3 for f in read(text)._.facts)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("UN envoy Ana Ruiz reasoned that the schools were firms.", ["the schools were firms"]),
        ("Ana Ruiz had one reason that the schools were firms.", []),
        ('The Treasury letter reads "no grant will be paid before May".', ["no grant will be paid before May"]),
        ('PC World\'s analysis of its traffic concluded, "Usually, it is second."', ["Usually, it is second."]),
        ("Ministers tell BBC News the road will reopen, with The Guardian reporting no one was hurt.",
         ["the road will reopen", "no one was hurt"]),
        ("Kenya's government said every claim would be heard, with officers reporting to a judge.",
         ["every claim would be heard, with officers reporting to a judge"]),
        ('UN envoy Ana Ruiz asserted that they "told him lies ... The next thing he knew was a cell for 30 hours."',
         ['they "told him lies ... The next thing he knew was a cell for 30 hours.']),
        ('UN envoy Ana Ruiz asserted that they "told him lies. ... The next thing he knew was a cell for 30 hours."',
         ['they "told him lies. ... The next thing he knew was a cell for 30 hours.']),
        ('"We will stay in Peru as long as it takes." - UN envoy Ana Ruiz\n\nThe talks end in May.',
         ["We will stay in Peru as long as it takes."]),
        ('"The Long Way Home" - UN envoy Ana Ruiz left Peru.', []),
        ('Nestle left. "It is time to say goodbye," Nestle says on "The Chocolate Countdown".',
         ["It is time to say goodbye"]),
    ],
)  # fmt: skip
def test_where_what_is_said_begins_and_ends(text: str, contents: list[str]) -> None:
    assert [c for _, c in said(text)] == contents
