"""Whose word and whose deed a sentence tells: kinds that news tells in many ways, with near misses beside each."""

from __future__ import annotations

import pytest

import newsfacts
from newsfacts.record import Fact


def find(text: str, kind: str) -> list[Fact]:
    """The facts of a type that a text tells."""
    return [f for f in newsfacts.extract(text).facts if f.type == kind]


def pair(fact: Fact) -> tuple[list[str], list[str]]:
    """The words of both sides of a fact."""
    return [a.text for a in fact.actor], [r.text for r in fact.recipient]


@pytest.mark.parametrize(
    ("text", "said", "who", "whom"),
    [
        (
            "President Amadi said the teachers were tired and asked donors to pay them.",
            "the teachers were tired", ["Amadi"], ["donors"],
        ),
        (
            "The envoy said Chad had changed and asked lenders for 9 million dollars.",
            "Chad had changed", ["envoy"], ["lenders"],
        ),
        (
            "Mayor Bo Lund said the bridge was closed and asked drivers to wait.",
            "the bridge was closed", ["Bo Lund"], ["drivers"],
        ),
        (
            "Minister Ana Ruiz said clinics in Mali were empty and called on France to send nurses.",
            "clinics in Mali were empty", ["Ana Ruiz"], ["France"],
        ),
    ],
)
def test_who_asks_behind_what_was_said(text: str, said: str, who: list[str], whom: list[str]) -> None:
    assert [f.object for f in find(text, "said")] == [said]
    assert [pair(f) for f in find(text, "demanded")] == [(who, whom)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Mayor Bo Lund said the students were angry and asked questions.",
            "the students were angry and asked questions",
        ),
        (
            "Police said the men had entered the shop and asked him for cash.",
            "the men had entered the shop and asked him for cash",
        ),
        (
            "Judge Ana Paz said the guards were armed and fired at the crowd.",
            "the guards were armed and fired at the crowd",
        ),
    ],
)
def test_what_goes_on_within_what_was_said(text: str, said: str) -> None:
    assert [f.object for f in find(text, "said")] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Minister Olga Paz praised the nurses, saying Ghana needed them and stressing that pay would rise.",
            [("Olga Paz", "Ghana needed them"), ("Olga Paz", "pay would rise")],
        ),
        (
            "The premier welcomed the verdict, saying Samoa would obey it and noting that judges were free.",
            [("premier", "Samoa would obey it"), ("premier", "judges were free")],
        ),
        (
            "Foreign Minister Ivo Lang rejected the bid, calling it silly and arguing that Malta had paid enough.",
            [("Ivo Lang", "it silly"), ("Ivo Lang", "Malta had paid enough")],
        ),
        (
            "Minister Olga Paz praised the nurses, saying they were working and living far from home.",
            [("Olga Paz", "they were working and living far from home")],
        ),
    ],
)
def test_participles_go_on_with_the_speaker(text: str, said: list[tuple[str, str]]) -> None:
    assert [(f.actor[0].text, f.object) for f in find(text, "said")] == said


def told(text: str, kind: str) -> list[tuple[list[str], list[str], bool, str]]:
    """Both sides of the facts of a type, whether they are negated, and their modality."""
    return [(*pair(f), f.negated, f.modality) for f in find(text, kind)]


@pytest.mark.parametrize(
    ("text", "kind", "pairs"),
    [
        (
            "Presidents Ivo Petrov and Luis Gomes visited Japan and India, respectively.",
            "visited",
            [(["Ivo Petrov"], ["Japan"]), (["Luis Gomes"], ["India"])],
        ),
        (
            "Shell and Eni paid Angola $3 million and $4 million, respectively.",
            "transacted",
            [(["Shell"], ["Angola"]), (["Eni"], ["Angola"])],
        ),
        (
            "Kenya gave Uganda and Chad $3 million and $4 million, respectively.",
            "aided",
            [(["Kenya"], ["Uganda"]), (["Kenya"], ["Chad"])],
        ),
        (
            "Presidents Ivo Petrov and Luis Gomes visited Japan and India.",
            "visited",
            [(["Ivo Petrov", "Luis Gomes"], ["Japan", "India"])],
        ),
        (
            "Peru and Chile expelled a Cuban and a Russian diplomat, respectively.",
            "sanctioned",
            [(["Peru", "Chile"], [])],
        ),
    ],
)
def test_respectively(text: str, kind: str, pairs: list[tuple[list[str], list[str]]]) -> None:
    assert [pair(f) for f in find(text, kind)] == pairs


@pytest.mark.parametrize(
    ("text", "kind", "pairs"),
    [
        (
            "Kenya arrested six poachers, Uganda four and Chad two.",
            "coerced",
            [(["Kenya"], ["six poachers"]), (["Uganda"], ["four"]), (["Chad"], ["two"])],
        ),
        (
            "Peru expelled three diplomats, Chile two and Cuba one.",
            "sanctioned",
            [(["Peru"], ["diplomats"]), (["Chile"], ["two"]), (["Cuba"], ["one"])],
        ),
        ("Kenya arrested six poachers, Uganda and Chad said.", "coerced", [(["Kenya"], ["six poachers"])]),
        ("Kenya arrested six poachers in Uganda and four in Chad.", "coerced", [(["Kenya"], ["six poachers"])]),
    ],
)
def test_clauses_with_a_number_for_their_verb(
    text: str, kind: str, pairs: list[tuple[list[str], list[str]]]
) -> None:
    assert [pair(f) for f in find(text, kind)] == pairs


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Iran fired two missiles into the Gulf of Oman.", ["mobilized"]),
        ("North Korea launched a ballistic missile toward the East Sea.", ["mobilized"]),
        ("South Korea fired three rockets into waters off its coast.", ["mobilized"]),
        ("Iran fired two missiles at a tanker in the Gulf of Oman.", ["attacked"]),
        ("The decree bans actions by gangs to threaten teachers.", []),
        ("Gangs threatened to kill teachers in Peru.", ["threatened"]),
    ],
)
def test_what_is_fired_and_threatened(text: str, types: list[str]) -> None:
    assert [f.type for f in newsfacts.extract(text).facts if f.type in {"attacked", "mobilized", "threatened"}] == types


@pytest.mark.parametrize(
    ("text", "kind", "facts"),
    [
        (
            "The senator shot down rumours that he had met the smuggler.",
            "met",
            [(["he", "smuggler"], [], True, "actual")],
        ),
        ("The navy denied claims that it had tortured sailors.", "attacked", [(["it"], ["sailors"], True, "actual")]),
        ("Kenya claimed that Sudan had bombed the town.", "attacked", [(["Sudan"], ["town"], False, "actual")]),
        ("Kenya heard claims that Sudan had bombed a town.", "attacked", [(["Sudan"], ["town"], False, "possible")]),
        ("Mayor Ana Lund shot down rumours of a tax.", "attacked", []),
        ("The army shot down a drone.", "attacked", [(["army"], ["drone"], False, "actual")]),
        ("Senator Ada Cruz fired back at the governor over the dam.", "left_office", []),
        ("Senator Ada Cruz fired back at the governor over the dam.", "attacked", []),
        ("The soldiers fired back at the rebels.", "criticized", []),
    ],
)
def test_what_is_shot_down(text: str, kind: str, facts: list[tuple[list[str], list[str], bool, str]]) -> None:
    assert told(text, kind) == facts


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The senator shot down rumours that he had met the smuggler.", ["deny"]),
        ("The navy denied a report that it had sunk a Greek boat.", ["deny"]),
        ("Kenya's prosecutor acknowledged losing the files.", [None]),
        ("The army shot down a drone.", []),
    ],
)
def test_denials(text: str, mode: list[str | None]) -> None:
    assert [f.mode for f in find(text, "said")] == mode


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Premier Dora Hahn made it clear that Alberta would not pay.", [("Dora Hahn", "Alberta would not pay")]),
        ("The general made clear to reporters that talks were over.", [("general", "talks were over")]),
        ("The minister made it clear and simple.", []),
        ("The pilot, according to police, fled to a village.", [("police", "The pilot … fled to a village")]),
        ("According to police, the pilot fled to a village.", [("police", "the pilot fled to a village")]),
        (
            "The road, the governor of Kano State explained, was shut.",
            [("governor of Kano State", "The road … was shut")],
        ),
    ],
)  # fmt: skip
def test_statements_inside_and_around(text: str, said: list[tuple[str, str]]) -> None:
    assert [(f.actor[0].text, f.object) for f in find(text, "said")] == said


def test_interrupted_quotation_keeps_its_subject() -> None:
    text = '"Chile," declared Trade Minister Lin Mei, "will not sign the treaty."'
    assert [pair(f) for f in find(text, "said")] == [(["Lin Mei"], [])]
    assert told(text, "agreed") == [(["Chile"], [], True, "planned")]


@pytest.mark.parametrize(
    ("text", "kind", "pairs"),
    [
        ("Iran's seizure of a Danish tanker angered Oslo.", "coerced", [(["Iran"], ["Danish"])]),
        ("Thailand's ban on rice exports worries Laos.", "sanctioned", [(["Thailand"], [])]),
        ("Sudan's closure of the crossing angered Asmara.", "sanctioned", [(["Sudan"], [])]),
        ("The closure of the crossing angered Asmara.", "sanctioned", []),
        ("Eritrea's closure of the school pleased Djibouti.", "supported", []),
        ("Chad's strikes on Kosti drew protests in Cairo.", "protested", []),
        ("Chad's strikes on Kosti drew protests in Cairo.", "attacked", [(["Chad"], ["Kosti"])]),
        ("The union's strike on Friday drew crowds in Cairo.", "attacked", []),
        ("Chad's junta acknowledged that its soldiers had died.", "attacked", []),
        ("The painter was remanded in custody by a Cork court.", "coerced", [(["Cork court"], ["painter"])]),
        ("The 22-year-old was fined 300 euros for theft.", "transacted", [(["22-year-old"], [])]),
        ("A bank was robbed and a temple was burned down in Onitsha.", "attacked", [([], ["temple"])]),
        ("Iceland imposed sanctions on Friday.", "sanctioned", [(["Iceland"], [])]),
        (
            "Speaking after talks with Turkish President Ali Aksoy, Premier Nik Vlahos said all was calm.",
            "met", [(["Nik Vlahos", "Ali Aksoy"], [])],
        ),
        (
            "In talks with Syrian President Adil Karim, Foreign Minister Julia Roth offered help.",
            "met", [(["Julia Roth", "Adil Karim"], [])],
        ),
        ("Foreign Minister Julia Roth cancelled talks with Syrian President Adil Karim.", "met", []),
    ],
)  # fmt: skip
def test_deeds_as_nouns_and_passives(text: str, kind: str, pairs: list[tuple[list[str], list[str]]]) -> None:
    assert [pair(f) for f in find(text, kind)] == pairs


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("The Kenyan government expelled the envoy.", "KE"),
        ("The U.S. government expelled the envoy.", "US"),
        ("The Kenyan army expelled the envoy.", "g1"),
        ("Spain watched. The Catalan government expelled the envoy.", "g1"),
    ],
)
def test_a_government_called_by_its_state_is_the_country(text: str, ref: str) -> None:
    (fact,) = find(text, "sanctioned")
    assert [a.ref for a in fact.actor] == [ref]


@pytest.mark.parametrize(
    "text",
    [
        "The White House would neither confirm nor deny that Israel had bombed the port.",
        "The army could not confirm or deny that its troops had shelled Goma.",
        "The spokesman would neither confirm nor deny that Jordan had shot down the drone.",
        "The minister refused to confirm or deny that Chad had bombed a village in Sudan.",
        "The colonel declined to confirm that Mali had attacked the camp.",
    ],
)
def test_what_is_neither_confirmed_nor_denied_is_no_fact(text: str) -> None:
    assert find(text, "attacked") == []
    assert find(text, "said") == []


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The colonel confirmed that Mali had attacked the camp.", None),
        ("The colonel denied that Mali had attacked the camp.", "deny"),
        ("Hamas denied having attacked the camp.", "deny"),
        ("The rebels denied having fired rockets at Ashkelon.", "deny"),
    ],
)
def test_what_is_confirmed_or_denied_is_one(text: str, mode: str | None) -> None:
    assert [f.mode for f in find(text, "said")] == [mode]
    assert [f.negated for f in find(text, "attacked")] == [mode == "deny"]


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [
        ("The soldiers had not opened fire until they were attacked.", "actual", False),
        ("The soldiers had not opened fire until attacked, he said.", "actual", False),
        ("The army did not shell the town until rebels had left it.", "actual", False),
        ("Kenya will not bomb the camp until the hostages are free.", "conditional", False),
        ("The army did not shell the town before Sunday.", "actual", True),
        ("The army did not shell the town.", "actual", True),
    ],
)
def test_what_was_not_done_until_something_happened(text: str, modality: str, negated: bool) -> None:
    fact = find(text, "attacked")[0]
    assert (fact.modality, fact.negated) == (modality, negated)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Disagreements between the army chief and President Adam have grown since March.", []),
        ("The dispute between the army chief and President Adam has grown since March.", []),
        ("The rift between Prime Minister Ana Ruiz and President Luis Paz deepened.", []),
        ("Tensions between the mayor and Governor Luis Paz rose.", []),
        ("Talks between Prime Minister Ana Ruiz and President Luis Paz continued.", ["met"]),
        ("Talks between Serbia and Kosovo collapsed on Wednesday.", ["refused"]),
        ("Negotiations between Kenya and Somalia broke down in Cairo.", ["refused"]),
        ("Peru's talks with Chile have failed.", ["refused"]),
        ("Talks between Egypt and Ethiopia fell apart over the dam.", ["refused"]),
        ("The wall between Egypt and Gaza collapsed.", []),
    ],
)
def test_quarrels_and_talks_that_fail_are_no_meeting(text: str, types: list[str]) -> None:
    assert [f.type for f in newsfacts.extract(text).facts if f.type in {"met", "refused"}] == types


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("The rebels have until Sunday to release the hostages.", "conceded", "demanded"),
        ("The militia has until noon to free the captives.", "conceded", "demanded"),
        ("The gunmen have until Friday to release the judge.", "conceded", "demanded"),
        ("Chad has until May to repay $2 million.", "transacted", "demanded"),
        ("The gunmen released the judge on Friday.", "conceded", "actual"),
    ],
)
def test_who_has_until_a_day_has_not_done_it(text: str, kind: str, modality: str) -> None:
    assert [f.modality for f in find(text, kind)] == [modality]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Former mayor Luis Paz pleaded guilty to ordering the killing of a reporter.", ["Luis Paz"]),
        ("General Omar Haddad pleaded guilty to ordering the murder of two monks.", ["Omar Haddad"]),
        ("Governor Ana Ruiz admitted ordering the kidnapping of a judge.", ["Ana Ruiz"]),
        ("The colonel ordered the execution of nine men.", ["colonel"]),
    ],
)
def test_who_orders_a_killing(text: str, who: list[str]) -> None:
    assert [pair(f)[0] for f in find(text, "demanded")] == [who]


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (
            "Germany pledged 100 million euros to Moldova and France 40 million.", "agreed",
            {("Germany", "Moldova"), ("France", "Moldova")},
        ),
        ("Kenya gave $5 million to Mali and Uganda $3 million.", "aided", {("Kenya", "Mali"), ("Uganda", "Mali")}),
        ("Peru donated $9 million to Haiti, Chile $3 million.", "aided", {("Peru", "Haiti"), ("Chile", "Haiti")}),
        ("Kenya gave $5 million to Somalia and Uganda.", "aided", {("Kenya", "Somalia"), ("Kenya", "Uganda")}),
    ],
)  # fmt: skip
def test_who_gives_another_sum_receives_none(text: str, kind: str, told: set[tuple[str, str]]) -> None:
    assert {(a, r) for f in find(text, kind) for a in pair(f)[0] for r in pair(f)[1]} == told


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Israel's plan to annex the valley drew a rebuke from Jordan.", ["Jordan"], ["Israel"]),
        ("Peru's decision drew condemnation from Chile.", ["Chile"], ["Peru"]),
        ("The raid sparked an outcry from Qatar.", ["Qatar"], []),
        ("The Libyan army has drawn criticism from Egypt.", ["Egypt"], ["Libyan army"]),
    ],
)  # fmt: skip
def test_whose_deed_draws_a_rebuke(text: str, who: list[str], whom: list[str]) -> None:
    assert [pair(f) for f in find(text, "criticized")] == [(who, whom)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The dam, Ethiopian Minister Abiy Itefa insisted, poses no threat.", "The dam … poses no threat"),
        ("The plan, Finance Minister Ana Ruiz argued, offers Peru no relief.", "The plan … offers Peru no relief"),
        ("The vaccine, the health minister stressed, does no harm.", "The vaccine … does no harm"),
        ("The treaty, Foreign Minister Ivo Lang noted, binds Malta.", "The treaty … binds Malta"),
    ],
)  # fmt: skip
def test_who_interrupts_a_statement_does_nothing_in_it(text: str, said: str) -> None:
    facts = newsfacts.extract(text).facts
    assert [f.object for f in facts if f.type == "said"] == [said]
    assert [f.type for f in facts if f.type != "said"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Saudi Arabia denied reports of a secret meeting between the crown prince and Netanyahu.", "met"),
        ("Iran dismissed reports of talks between President Raisi and President Biden.", "met"),
        ("Mali rejected claims of an attack on the mosque by its army.", "attacked"),
        ("Peru denied allegations of a raid on the embassy by its police.", "coerced"),
    ],
)
def test_what_a_denied_report_tells_did_not_happen(text: str, kind: str) -> None:
    assert all(f.negated for f in find(text, kind))


def test_what_a_report_tells_is_not_denied() -> None:
    found = find("Reports of a meeting between President Raisi and President Biden surfaced.", "met")
    assert [f.negated for f in found] == [False]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Jordan's king warned Israel against storming the mosque.", ["Jordan's king"], ["Israel"]),
        ("Peru cautioned Chile against sending troops.", ["Peru"], ["Chile"]),
        ("Egypt warned against sending troops to Libya.", ["Egypt"], []),
        ("Kenya's president warned the rebels against attacking the port.", ["Kenya's president"], ["rebels"]),
    ],
)  # fmt: skip
def test_who_warns_against_a_deed_demands_that_it_be_left(text: str, who: list[str], whom: list[str]) -> None:
    assert [pair(f) for f in find(text, "demanded")] == [(who, whom)]
    assert find(text, "threatened") == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Cuba and the United States restored ties after talks brokered by Pope Francis.", {"Cuba", "United States"}),
        ("Chad and Sudan held talks mediated by Qatar.", {"Chad", "Sudan"}),
        ("Talks between Chad and Sudan, brokered by Qatar, began.", {"Chad", "Sudan"}),
        ("Qatar held talks with Chad.", {"Qatar", "Chad"}),
    ],
)
def test_who_brings_others_together_is_no_party(text: str, who: set[str]) -> None:
    assert {a for f in find(text, "met") for a in pair(f)[0]} == who


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Turkey shot down reports that it would buy Iranian drones.", "said"),
        ("Kenya shot down a report that it had sold the port.", "said"),
        ("Syria shot down two drones.", "attacked"),
    ],
)
def test_who_shoots_down_a_report_attacks_nobody(text: str, kind: str) -> None:
    assert {f.type for f in newsfacts.extract(text).facts} & {"attacked", "said"} == {kind}


@pytest.mark.parametrize(
    ("text", "protests"),
    [
        ("Police in Kampala were deployed to stop a rally by the opposition.", 0),
        ("Police stopped a rally by the opposition in Kampala.", 0),
        ("Soldiers blocked a march by miners in Lima.", 0),
        ("China lodged a protest with Japan over the release of waste water.", 0),
        ("Farmers blocked roads in Bavaria.", 1),
        ("Thousands joined a protest against the tax in Lagos.", 1),
    ],
)
def test_who_stops_a_rally_holds_none(text: str, protests: int) -> None:
    assert len(find(text, "protested")) == protests


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("The Russian embassy in Chisinau was ordered to cut its staff.", [([], ["Russian embassy"])]),
        ("The Sudanese envoy was told to leave Kenya.", [([], ["Sudanese envoy"])]),
        ("Two Malian officials were instructed to resign.", [([], ["Malian officials"])]),
        ("The envoy was ordered by Kenya to leave.", [(["Kenya"], ["envoy"])]),
        ("The envoy was told that the talks had failed.", []),
        ("The tea was ordered on Monday.", []),
    ],
)
def test_who_is_ordered_to_do_it(text: str, whom: list[tuple[list[str], list[str]]]) -> None:
    assert [pair(f) for f in find(text, "demanded")] == whom


@pytest.mark.parametrize(
    "text",
    [
        "President Ivo Banac met Foreign Minister Ana Ruiz. After the meeting with Ruiz, Banac said talks went well.",
        "Gunmen shot former minister Ivo Banac in Oslo. The murder of Banac shocked Norway.",
    ],
)
def test_a_noun_that_recalls_a_deed_tells_no_second_one(text: str) -> None:
    assert len([f for f in newsfacts.extract(text).facts if f.type in {"met", "attacked"}]) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kenya met Chad in May. A summit between Kenya and Chad in June went well.", 2),
        ("Ivo Banac of Chad met Foreign Minister Ana Ruiz. The talks between Ruiz and President Bo Lee went well.", 2),
    ],
)
def test_what_a_noun_tells_anew_stays(text: str, count: int) -> None:
    assert len([f for f in newsfacts.extract(text).facts if f.type == "met"]) == count


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Voters prefer candidates who promise to deliver jobs.", "agreed", 0),
        ("Voters like leaders who promise jobs.", "agreed", 0),
        ("People who attack police will be punished.", "attacked", 0),
        ("Soldiers who guard the mine attacked protesters in Lima.", "attacked", 1),
        ("The men who attack the police are from Lima.", "attacked", 1),
        ("Kenyan officials who promise jobs are lying.", "agreed", 1),
        ("Ruiz stood with Norway in the fight against poverty.", "attacked", 0),
        ("Kenya joined the fight against corruption.", "attacked", 0),
        ("The army joined the fight against the rebels.", "attacked", 1),
        ("Peru and Chile shunned the talks with Bolivia.", "met", 0),
        ("The unions stayed away from talks with the government of Peru.", "met", 0),
        ("The unions opened talks with the government of Peru.", "met", 1),
        ("The Turkish and Greek foreign ministers spoke on Friday.", "met", 1),
        ("The Turkish and Greek foreign ministers spoke at the ceremony.", "met", 0),
    ],
)
def test_what_people_do_in_general_in_figures_or_not_at_all(text: str, kind: str, count: int) -> None:
    assert len(find(text, kind)) == count


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Police seized $2 million in $100 bills at the airport.", [("$2 million in $100 bills", "$2 million")]),
        ("Police seized ₹5 lakh in cash, all in ₹500 and ₹2000 notes, there.", [("₹5 lakh in cash", "₹5 lakh")]),
        ("Police seized cash worth $2 million and gold worth over $300,000.",
         [("cash", "$2 million"), ("gold", "$300,000")]),
        ("Police seized $2 million.", [("$2 million", "$2 million")]),
    ],
)  # fmt: skip
def test_what_each_sum_is_the_worth_of(text: str, told: list[tuple[str, str]]) -> None:
    record = newsfacts.extract(text)
    sums = {a.id: a.text for a in record.amounts}
    assert [(f.object, sums[f.amount or ""]) for f in record.facts if f.type == "coerced"] == told


def test_a_pledge_is_what_is_pledged() -> None:
    (fact,) = find("President Ana Ruiz gave a fresh pledge that her government would cut taxes.", "agreed")
    assert fact.object == "that her government would cut taxes"
    (fact,) = find("Ghana made commitments to the fund in 2016.", "agreed")
    assert fact.object == "commitments"


@pytest.mark.parametrize(
    ("text", "kind", "who", "whom"),
    [
        ("Raids by police at the homes of minister Juan Mora led to arrests.", "coerced", ["police"], ["Juan Mora"]),
        ("The bureau is probing the case on the orders of President Ana Ruiz.", "demanded", ["Ana Ruiz"], ["bureau"]),
        ("The army left the port on orders from President Ana Ruiz.", "demanded", ["Ana Ruiz"], ["army"]),
        ("A meeting chaired by President Ana Ruiz approved the plan.", "met", ["Ana Ruiz"], []),
        ("The plan was made at a meeting presided over by Prime Minister Ana Ruiz.", "met", ["Ana Ruiz"], []),
        ("Talks chaired by Minister Ana Ruiz between Chile and Peru began.", "met", ["Ana Ruiz", "Chile", "Peru"], []),
        ("The Omani envoy handed President Ana Ruiz an invitation.", "demanded", ["Omani envoy"], ["Ana Ruiz"]),
        ("Fraud charges against former minister Juan Mora were dropped.", "conceded", [], ["Juan Mora"]),
        ("Two ministers were taken hostage in Lima.", "attacked", [], ["ministers"]),
        ("President Ana Ruiz ordered expanded support for the poor.", "demanded", ["Ana Ruiz"], []),
        ("The army chief stopped it by siding with the demonstrators.", "supported", ["army chief"], ["demonstrators"]),
    ],
)  # fmt: skip
def test_deeds_told_by_nouns_and_participles(text: str, kind: str, who: list[str], whom: list[str]) -> None:
    assert [pair(fact) for fact in find(text, kind)] == [(who, whom)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Raids by the team on the goal of Peru failed.", "coerced"),
        ("The mine shipped gold on orders of four tonnes.", "demanded"),
        ("A meeting watched by President Ana Ruiz approved the plan.", "met"),
        ("Judge Ana Ruiz presided over the trial.", "met"),
        ("Charges for parcels to Peru were dropped.", "conceded"),
        ("The dispute held the budget hostage.", "attacked"),
        ("President Ana Ruiz ordered a coffee.", "demanded"),
    ],
)
def test_what_only_sounds_like_those_deeds(text: str, kind: str) -> None:
    assert find(text, kind) == []


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("President Ana Ruiz promised “to turn the page of our history.”", "agreed", "to turn the page of our history"),
        ("President Ana Ruiz promised ``to turn the page for good.''", "agreed", "to turn the page for good"),
        ("``I'm a rebel. I'm tired,'' President Ana Ruiz told Reuters.", "said", "I'm a rebel. I'm tired"),
        ("President Ana Ruiz vowed to “never give up” the islands.", "agreed", "to “never give up” the islands"),
        ("The court ordered the bank to pay, which it did in May.", "demanded", "to pay"),
        ("President Ana Ruiz balked at calls for change.", "refused", "calls"),
        ("The former mayor filed an application for bail in Lima.", "demanded", "bail"),
    ],
)
def test_where_an_object_begins_and_ends(text: str, kind: str, told: str) -> None:
    assert [fact.object for fact in find(text, kind)] == [told]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The talks between Chile and Peru were put off.", set()),
        ("Chile put off talks with Peru.", {"refused"}),
        ("Chile broke off talks with Peru.", {"sanctioned"}),
        ("Peru held talks with Chile.", {"met"}),
        ("Ethiopia did not take up the invitation.", {"agreed"}),
        ("The signing of the treaty by Chile angered Peru.", {"agreed"}),
        ("The signing of the striker by the club angered Peru.", set()),
        ("The Peruvian and Chilean defense ministers held a phone call on Sunday.", {"met"}),
        ("The U.S. and Chinese defense ministers held a phone call on Sunday.", {"met"}),
        ("The foreign ministers held a phone call on Sunday.", set()),
    ],
)
def test_what_comes_of_talks_and_treaties(text: str, kinds: set[str]) -> None:
    assert {fact.type for fact in newsfacts.extract(text).facts} == kinds
