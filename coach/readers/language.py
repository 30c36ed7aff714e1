"""Refuses transcripts that are not in English, for coach would find nothing in them and say so wrongly."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from coach.errors import ReadError
from coach.transcript import Transcript

_MIN_WORDS = 20
_MAX_WORDS = 3000
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|(?:(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[^\W\d_]){1,40}"
)
# Words that are frequent in English talk and in no other language; an eighth of any call or more.
_ENGLISH_WORDS = (
    "the and you that it is of we have to what this for with are not your was they be can would there "
    "just i'm it's don't yeah okay know so but if my do about up out get got think right well because "
    "how when which from our could at i'll that's he she who them their been has had did really thanks "
    "thank hello going"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENOUGH_ENGLISH = 0.2
_SOME_ENGLISH = 0.1
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

    Few words are not judged, and talk with enough plain English words in it is English whatever a
    recogniser made of the rest.
    """
    text = " ".join(u.text for u in transcript.utterances).replace("’", "'")
    words = [m[0].lower() for m in islice(_WORD.finditer(text), _MAX_WORDS)]
    if len(words) < _MIN_WORDS:
        return
    english = sum(word in _ENGLISH for word in words) / len(words)
    if english >= _ENOUGH_ENGLISH:
        return
    code = _language(text[:20_000])
    if code == "en" or (english >= _SOME_ENGLISH and _latin(text)):
        return
    name = _NAMES.get(code, "another language")
    raise ReadError(file, f"the transcript looks like {name}", "coach understands English calls only")


def _latin(text: str) -> bool:
    letters = [c for c in text[:5000] if c.isalpha()]
    return 2 * sum(c < "\u0250" for c in letters) > len(letters)


@cache
def _language(text: str) -> str:
    from py3langid import classify  # loads a model of some megabytes: only when words leave a doubt

    code, _ = classify(text)
    return str(code)
