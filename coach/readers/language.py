"""Refuses transcripts that are not in English, for coach would find nothing in them and say so wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice

from coach.errors import ReadError
from coach.transcript import Transcript

_FEW_WORDS = 8
_MIN_WORDS = 20
_MAX_WORDS = 3000
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|(?:(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[^\W\d_]){1,40}"
)
# The same where all is plain ASCII, as nearly every call is, in a fraction of the time.
_PLAIN_WORD = re.compile(r"[A-Za-z]{1,40}")
# Words that are frequent in English talk and hardly in other languages; a seventh of nearly any call or more.
_ENGLISH_WORDS = (
    "the and you that it have what this for with are not your they be can would there just i'm it's don't yeah know "
    "but if about up out get got think right well because how when which from our could at i'll that's he she who "
    "them their been has had did really thanks thank going"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENOUGH_ENGLISH = 0.2
_SOME_ENGLISH = 0.1
# Words that are frequent in the talk of another language and hardly in English: they tell it from few words.
_OTHER_WORDS = {
    "af": "nie het die en ek jy jou ons dit vir wat hy sy julle hulle op asseblief dankie gaan kan sal goeie môre "
    "middag hoe wil graag weet nog maar baie nee sou kom",
    "cs": "je se že jsem jste jsme ale tak jak pro děkuji dobrý den ano prosím máte mám bych může budu nebo už",
    "da": "det er jeg ikke og en af på den der har vi kan de som dig mig hvad hvordan hvis også tak goddag nej mit "
    "du eller hej fra skal vil være bliver godt lige",
    "de": "ich und der die das ist nicht ein eine einen mit wir sie es auf für haben hat wie auch aber noch mal bei "
    "ihr ihnen ihre mir mich sich dem den des zu wenn nein guten tag bitte danke hier denn sind oder kann "
    "könnte wäre vielleicht kein keine heute ach doch gut habe da uns von vom hallo kurz zeit immer sehr",
    "es": "que el la los las de en un una por para con sí se lo es está pero como más muy usted su tiene gracias "
    "buenos buenas días hola le mi qué cuándo puedo puede esto eso hay yo soy del al bien",
    "fi": "ei se että minä olen hei kiitos mutta niin kuin mitä oli hän voi voisin olla nyt joo kyllä teidän meillä "
    "sitten vielä",
    "fr": "le la les de des un une et est que qui je vous nous pas pour dans avec sur ce cette mais oui bonjour "
    "merci votre vos notre ça il elle ne suis êtes avez du au très bien comment quand",
    "hu": "az és hogy nem egy ez azt igen köszönöm jó napot kérem meg már csak önnek lehet vagy mit szeretnék",
    "id": "yang dan saya anda ini itu tidak ada untuk dengan dari bisa apa kami kita sudah akan terima kasih "
    "selamat pak ibu bapak juga kalau",
    "it": "il che di la non un una con sono è le si lo più buongiorno grazie lei ho questo anche della del mi se "
    "gli perché cosa quando posso può sì ciao",
    "nl": "de het een en ik je jij niet dat wat voor zijn maar ook naar wij uw heeft hebben heb kan op te er dan "
    "nog nee goed goedemiddag goedemorgen dag bent bij als om aan deze die daar niets mijn wel hoor zal zou "
    "graag bedankt dit",
    "no": "det er jeg ikke og en av på den der har vi kan de som deg meg hva hvordan hvis også takk hei nei mitt du "
    "eller fra skal vil være blir godt bare noe",
    "pl": "nie się z że jest tak jak dzień dobry dziękuję proszę pan pani czy może ale już dla jestem mogę "
    "chciałbym",
    "pt": "que os de uma para por com não sim se é está mas como mais muito você seu sua tem obrigado bom dia boa "
    "tarde olá eu isso da foi ao minha meu",
    "ro": "și de la nu este un cu pe că vă mulțumesc bună ziua da sunt ce pentru mai din dar aveți se să",
    "sv": "det är jag inte och en ett av på den som har vi kan ni du dig mig vad hur om också tack hej nej mitt "
    "eller från ska vill vara blir bra bara något så för att",
    "tr": "bir bu ne için da de mi evet hayır merhaba teşekkür ederim ben siz biz var yok çok ama daha gün iyi",
}  # fmt: skip
_OTHER = {code: frozenset(words.split()) for code, words in _OTHER_WORDS.items()}
_PLAINLY = 0.25
_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "kn": "Kannada", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ml": "Malayalam", "mr": "Marathi",
    "ms": "Malay", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "nb": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def ensure_english(transcript: Transcript, file: str) -> None:
    """Raise a ReadError that names the language where the transcript is plainly in another one.

    Fewer than eight words are not judged, fewer than twenty only by words or a script that cannot be
    English. Talk with enough plain English words in it is English whatever a recogniser made of the rest.
    """
    if not transcript.utterances:
        raise ReadError(file, "nobody says anything in it", "export the transcript again")
    text = " ".join(u.text for u in transcript.utterances).replace("’", "'")
    word = _PLAIN_WORD if text.isascii() else _WORD
    words = [m[0].lower() for m in islice(word.finditer(text), _MAX_WORDS)]
    code = _other_language(words, text[:20_000]) if len(words) >= _FEW_WORDS else None
    if code is not None:
        name = _NAMES.get(code, "another language")
        raise ReadError(file, f"the transcript looks like {name}", "coach understands English calls only")


def _other_language(words: Sequence[str], text: str) -> str | None:
    """The code of the language the words plainly are in, or None for English and for doubt."""
    counted = Counter(words)
    english = _share(counted, _ENGLISH)
    shares = {code: _share(counted, known) for code, known in _OTHER.items()}
    likely = max(shares, key=lambda code: shares[code])
    if shares[likely] >= _PLAINLY and shares[likely] > 2 * english:
        return likely
    if english >= _ENOUGH_ENGLISH:
        return None
    if (english >= _SOME_ENGLISH or len(words) < _MIN_WORDS) and _latin(text):
        return None
    code = _language(text)
    return None if code == "en" else code


def _share(words: Counter[str], known: frozenset[str]) -> float:
    return sum(words[word] for word in known & words.keys()) / words.total()


def _latin(text: str) -> bool:
    letters = [c for c in text[:5000] if c.isalpha()]
    return 2 * sum(c < "\u0250" for c in letters) > len(letters)


@cache
def _language(text: str) -> str:
    from py3langid import classify  # loads a model of some megabytes: only when words leave a doubt

    code, _ = classify(text)
    return str(code)
