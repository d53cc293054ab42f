"""English is told from other languages; what is too short to tell is taken as it comes."""

from __future__ import annotations

import pytest
import spacy

import newsfacts
from newsfacts.language.identification import resolve_language

BLANK = spacy.blank("en")


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda sign railway deal",
        "TALKS FAIL",
        "The minister said on Friday that the talks would go on until both sides had signed.",
        "the minister told reporters she had not been asked about the loan, which was agreed in may",
        "Police fired tear gas at protesters in Lagos on Sunday, witnesses and hospital officials told local radio.",
        "Rebels killed 14 soldiers in an ambush near Goma, army spokesman Colonel Jean Ndjike told Reuters Monday.",
        "Prime Minister Karin Holm met Finance Minister Ion Rusu, Defense Minister Pavel Orlov, Ambassador Amara Ba.",
        "President Nguyễn Phú Trọng and Prime Minister Phạm Minh Chính met the visiting Łódź mayor, Hanna Zdanowska.",
    ],
)
def test_english(text: str) -> None:
    assert resolve_language(BLANK(text)) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a déclaré vendredi que les pourparlers se poursuivraient jusqu'à la signature de l'accord.",
        "El presidente dijo el viernes que las conversaciones seguirían hasta que ambas partes firmaran el acuerdo.",
        "Der Minister sagte am Freitag, die Gespräche würden fortgesetzt, bis beide Seiten unterschrieben haben.",
        "De minister zei vrijdag dat de gesprekken doorgaan tot beide partijen het akkoord hebben ondertekend.",
        "O ministro disse na sexta-feira que as conversações vão continuar até que os dois lados assinem o acordo.",
        "Menteri itu mengatakan pada hari Jumat bahwa pembicaraan akan berlanjut sampai kedua pihak menandatangani.",
        "Bakan cuma günü yaptığı açıklamada görüşmelerin iki taraf anlaşmayı imzalayana kadar süreceğini söyledi.",
        "Rebeller dödade fjorton soldater i ett bakhåll nära Goma, uppgav arméns talesman överste Jean Ndjike.",
        "Ribelli hanno ucciso quattordici soldati in un agguato vicino a Goma, riferisce il portavoce Jean Ndjike.",
        "Rebellen töteten vierzehn Soldaten in einem Hinterhalt nahe Goma, sagte Armeesprecher Guillaume Ndjike Kaiko.",
        "Rebeliancii zabili czternastu żołnierzy w zasadzce pod Gomą, podał rzecznik armii pułkownik Guillaume Ndjike.",
        "Waasi wamewaua askari kumi na wanne karibu na Goma, amesema msemaji wa jeshi Kanali Guillaume Ndjike Kaiko.",
        "Министр заявил в пятницу, что переговоры продолжатся.",
        "部长星期五说，谈判将继续进行。",
        "قال الوزير يوم الجمعة إن المحادثات ستستمر",
        "1,200 3.5% 2019-03-14 --- ***",
        "",
    ],
)
def test_not_english(text: str) -> None:
    assert resolve_language(BLANK(text)) is None


def test_a_record_says_so() -> None:
    record = newsfacts.extract("Министр заявил в пятницу, что переговоры с соседями продолжатся.")
    assert record.article.language is None
    assert any("English" in warning for warning in record.warnings)
