"""Other languages are refused by name; English is not, however badly recognised."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from coach.errors import ReadError
from coach.readers import ensure_english
from coach.transcript import Transcript, Utterance

OTHER = {
    "German": "Guten Tag, Frau Berger, hier ist Jonas von der Firma Lindner. Ich rufe an, weil Sie sich für unsere"
    " neue Heizung interessiert haben. Haben Sie kurz Zeit, oder soll ich morgen noch einmal anrufen?",
    "French": "Bonjour Madame, je suis Claire de la société Lumière. Je vous appelle parce que vous avez demandé un"
    " devis pour les fenêtres. Est-ce que vous avez deux minutes ou préférez-vous que je rappelle demain matin?",
    "Spanish": "Buenos días, le llamo de la empresa Solar porque usted pidió información sobre los paneles. ¿Tiene un"
    " momento para hablar ahora o prefiere que le llame mañana por la tarde, cuando salga del trabajo?",
    "Hindi": "नमस्ते, मैं दिल्ली से बोल रहा हूँ। आपने हमारी कंपनी से बीमा के बारे में जानकारी माँगी थी। क्या आपके पास अभी"
    " दो मिनट हैं या मैं कल सुबह फिर से फ़ोन करूँ ताकि हम आराम से बात कर सकें?",
    "Chinese": "您好,我是北京公司的小王。您上周在我们的网站上留了电话,想了解一下新的软件。请问您现在方便说话吗?还是我明天再打给您?",
}
ENGLISH = (
    "um uh yeah so uh um mister okonkwo uh it's uh tash from um vera lux lane uh yeah um uh okay uh the um you know",
    "Hola, this is Jorge Medina from Tulsa, is that señor Juan Carlos de la Fuente y García de Santiago? Buenos días,"
    " how are you, I was calling about the order you left with us on Monday.",
    "yeah yeah yeah mhm right okay yeah uh huh mhm yeah okay okay bye bye bye yeah bye mhm uh huh okay yeah right",
    "Wojciech Kowalczyk, Agnieszka Wiśniewska, Katarzyna Wójcik, and Krzysztof, that's who is coming to the demo then,"
    " and I will send the invite to all of you with the link in it.",
)


def call(text: str) -> Transcript:
    return Transcript("c", tuple(Utterance("", sentence) for sentence in text.split(". ")))


@pytest.mark.parametrize("language", OTHER)
def test_another_language_is_refused_by_name(language: str) -> None:
    with pytest.raises(ReadError) as caught:
        ensure_english(call(OTHER[language]), "f.vtt")
    expected = f"f.vtt: the transcript looks like {language}; coach understands English calls only."
    assert str(caught.value) == expected


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not(text: str) -> None:
    ensure_english(call(text), "f.vtt")


SHORT = {
    "German": "Guten Tag, hier ist Jonas, bitte rufen Sie mich zurück.",
    "Dutch": "Goedemorgen, met Piet van Acme. Kan ik u morgen even bellen?",
    "Afrikaans": "Goeie dag, dit is Jan. Kan ek jou môre bel? Ja, dis reg.",
    "Danish": "Hej, det er Jan. Har du tid i morgen? Ja, det har jeg.",
    "Swedish": "Hej, det är Anna. Har du tid att prata? Nej, inte nu.",
    "Norwegian": "Hei, det er Ola. Har du tid nå? Nei, ikke i dag, takk.",
    "Spanish": "Hola, ¿tiene un minuto para hablar? No, gracias, no me interesa.",
    "Portuguese": "Bom dia, aqui é o João. Posso ligar amanhã? Sim, pode, obrigado.",
    "Russian": "Здравствуйте, это Иван из компании Акме. Можно вам завтра позвонить? Да, конечно.",
}
BORROWING = {
    "German": "Ach so, na ja, was soll ich sagen, das läuft so wie immer. Okay, und was kostet Sie das so im Monat? So"
    " genau weiß ich das nicht, aber es war immer okay. Okay, so ein Call am Dienstag geht, das Meeting war gut.",
    "Dutch": "Goedemiddag, heeft u even tijd? Ja hoor, wat is er? Is het dan okay als we in de week van maandag bellen,"
    " of is dat te vroeg? We hebben een mooi aanbod of een proef in de app, so to say.",
}


@pytest.mark.parametrize("language", SHORT)
def test_eight_words_tell_where_they_are_plain(language: str) -> None:
    with pytest.raises(ReadError, match=f"looks like {language};"):
        ensure_english(call(SHORT[language]), "f.vtt")


@pytest.mark.parametrize("language", BORROWING)
def test_words_shared_with_english_do_not_hide_a_language(language: str) -> None:
    with pytest.raises(ReadError, match=f"looks like {language};"):
        ensure_english(call(BORROWING[language]), "f.vtt")


@pytest.mark.parametrize("text", ["Guten Tag, hier ist Jonas.", "Johan Botha, baie dankie, Lindiwe, call me on Monday"])
def test_a_few_words_are_not_judged(text: str) -> None:
    ensure_english(call(text), "f.vtt")


def test_a_transcript_without_utterances_is_refused() -> None:
    with pytest.raises(ReadError, match="nobody says anything in it"):
        ensure_english(Transcript("c", ()), "f.vtt")
