"""Words exchanged for the robustness table: first names, pronouns and titles, kin, places; and small talk to pad with.

All tables are our own. None was chosen by what the model knows: nearly all names of the first table are on coach's list
of names, none of the second is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence

from coach.acts.text import first_names
from coach.transcript import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES = (
    "Adunni", "Agnes", "Ahmed", "Aiko", "Alejandra", "Anders", "Anjali", "Babajide", "Beatriz", "Björn", "Chidi",
    "Claudine", "Dagny", "Deepak", "Dmitri", "Ebony", "Eilidh", "Emeka", "Esperanza", "Fatou", "Giulia", "Guadalupe",
    "Hamza", "Hiroshi", "Ifeoma", "Ivo", "Jamal", "Joaquin", "Kamala", "Katarzyna", "Keisha", "Kwame", "Lakshmi",
    "Latoya", "Leif", "Luciana", "Mahmoud", "Margarethe", "Mehmet", "Mei", "Mbali", "Mohammed", "Ngozi", "Noor",
    "Oluwaseun", "Pablo", "Padraig", "Priyanka", "Quentin", "Rosalind", "Sanjay", "Shanice", "Siddharth", "Sinead",
    "Svetlana", "Tariq", "Thandiwe", "Wolfgang", "Xiomara", "Yusuf",
)  # fmt: skip
# Nobody we know of bears these: they stand for whatever name is on no list.
UNLISTED = (
    "Aveldra", "Brodlyn", "Caspren", "Dovelin", "Elhaim", "Fennoch", "Gwestor", "Hasketha", "Ilvane", "Jorwenna",
    "Kessomir", "Lumanda", "Morvick", "Nyrobe", "Oskelda", "Pellifer", "Quenlo", "Rashimbe", "Sorvanna", "Tulwick",
    "Ubrensi", "Vostille", "Wemberto", "Xandoro", "Yllisande", "Zorvath",
)  # fmt: skip
# Speaker names that are no first names, and first names that are also plain words (left alone in lower case).
NO_NAMES = _words(
    "rep caller doctor mrs mr ms miss woman man voice reception receptionist agent customer prospect voicemail "
    "system gatekeeper speaker the a an and of operator assistant machine answering sir madam dr front desk"
)
ALSO_WORDS = _words(
    "will mark grace may rose joy hope faith frank bill pat sue rob guy art dean june april august drew gene jack "
    "chip rich ray don dot des con ken earl wade nick mo grant miles lance dale glen clay cliff bud mick lou rick "
    "martin poppy violet iris ivy penny heather amber ruby pearl jade crystal dawn summer autumn"
)
_PRONOUNS = {
    "he": "she", "she": "he", "him": "her", "his": "her", "hers": "his", "himself": "herself", "herself": "himself",
    "he's": "she's", "she's": "he's", "he'd": "she'd", "she'd": "he'd", "he'll": "she'll", "she'll": "he'll",
    "sir": "madam", "madam": "sir", "ma'am": "sir", "mr": "mrs", "mrs": "mr", "ms": "mr", "miss": "mister",
    "mister": "missus", "missus": "mister", "her": "his",
}  # fmt: skip
_KIN = {
    "husband": "wife", "wife": "husband", "mum": "dad", "dad": "mum", "mom": "dad", "mother": "father",
    "father": "mother", "son": "daughter", "daughter": "son", "brother": "sister", "sister": "brother", "boy": "girl",
    "girl": "boy", "lad": "lass", "lads": "girls", "man": "woman", "woman": "man", "men": "women", "women": "men",
    "boyfriend": "girlfriend", "girlfriend": "boyfriend", "uncle": "auntie", "auntie": "uncle", "aunt": "uncle",
    "lady": "gentleman", "ladies": "gentlemen", "gentleman": "lady", "grandson": "granddaughter",
}  # fmt: skip
_PLACES = {
    "London": "Lagos", "Manchester": "Mumbai", "Leeds": "Lahore", "Dublin": "Dakar", "Cork": "Kumasi",
    "Glasgow": "Gdansk", "Edinburgh": "Izmir", "Leicester": "Lima", "Hull": "Harare", "Crewe": "Cebu",
    "Stroud": "Sfax", "Thirsk": "Tver", "Penge": "Pune", "Margate": "Malmö", "Croydon": "Cusco", "Batley": "Busan",
    "Scarborough": "Salvador", "Buxton": "Bukhara", "Shoreditch": "Sharjah", "Rawmarsh": "Recife", "Naas": "Nantes",
    "Maynooth": "Medina", "Texas": "Tamil Nadu", "Dallas": "Durban", "Houston": "Hanoi", "Tulsa": "Tirana",
    "Shreveport": "Surabaya", "Monroe": "Maputo", "Little Rock": "Port Louis", "Georgia": "Gujarat",
    "Crowley": "Cotonou", "Henderson": "Hebron", "Nairobi": "Newcastle", "Kisumu": "Cardiff", "Bungoma": "Bristol",
    "Mombasa": "Memphis", "Ibadan": "Ipswich", "Dubai": "Dundee", "England": "Ethiopia", "Scotland": "Senegal",
    "Ireland": "Iraq", "Wales": "Wuhan", "New Zealand": "Sri Lanka", "Australia": "Albania", "Europe": "Asia",
    "Antwerp": "Accra", "Ghent": "Giza", "Hebrides": "Hokkaido", "Tenerife": "Tunisia", "Orillia": "Oran",
    "Tokoroa": "Tabriz", "Newtonmore": "Novi Sad", "Boston": "Beirut", "Chicago": "Kolkata", "Ohio": "Odisha",
    "California": "Kerala", "Florida": "Fujian", "New York": "Kinshasa", "Sydney": "Santiago", "Melbourne": "Minsk",
    "Toronto": "Tehran", "Aussie": "Albanian", "Australians": "Albanians", "Latvian": "Peruvian",
    "Japanese": "Brazilian", "American": "Algerian", "British": "Bolivian", "Irish": "Indian", "Scottish": "Serbian",
}  # fmt: skip
_PERSON = "\0"
_PLAIN_WORDS = frozenset({"Cork", "Hull"})
_PLACE = re.compile(
    "|".join(rf"\b{old}\b" for name in _PLACES for old in {name, name if name in _PLAIN_WORDS else name.lower()})
)
# A capital after one of these does not just start a sentence.
_INSIDE = "abcdefghijklmnopqrstuvwxyz,;:"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "her" before these, or at an end, is a person; before a noun it owns something.
_HER = re.compile(
    r"\b(her)\b(?=\s*(?:[.,?!;:]|$|\b(?:to|and|on|in|at|for|if|that|when|about|up|a|the|back|off)\b))", re.I
)

SMALL_TALK = (
    (Role.REP, "How has the weather been over your way?"),
    (Role.PROSPECT, "Wet. It has not stopped since Sunday, the road is like a river."),
    (Role.REP, "Same here, I came in this morning with my shoes in a bag."),
    (Role.PROSPECT, "Ha, very wise."),
    (Role.REP, "Did you see any of the match last night?"),
    (Role.PROSPECT, "Only the end of it. I fell asleep before the second half."),
    (Role.REP, "You missed nothing, believe me."),
    (Role.PROSPECT, "That is what everyone says."),
    (Role.REP, "My line is a bit crackly, it comes and goes."),
    (Role.PROSPECT, "No, you are clear enough on this side."),
    (Role.REP, "The dog has just walked in, so ignore any noise."),
    (Role.PROSPECT, "We have one of those too. He sleeps all day and barks all night."),
    (Role.REP, "Ours is the other way round, thankfully."),
    (Role.PROSPECT, "Lucky you."),
    (Role.REP, "It gets dark so early now, I had the lamps on by four."),
    (Role.PROSPECT, "I know, it feels like the year just went."),
    (Role.REP, "The kettle has boiled at last, so I am a happy man."),
    (Role.PROSPECT, "I am on my third cup already."),
    (Role.REP, "There is a bus stuck outside my window, quite a sight."),
    (Role.PROSPECT, "Rather you than me in that traffic."),
)
Swap = Callable[[str], str]


def name_swap(speakers: Iterable[str], rng: random.Random, names: Sequence[str] = NAMES) -> Swap:
    """Every first name of the call, its speakers' and those coach knows, becomes another of `names`."""
    heard = {w for s in speakers for w in _WORD.findall(s)[:1]} | {n.capitalize() for n in NAMES}
    heard = {w for w in heard if w.lower() not in NO_NAMES}
    spare = list(names)
    rng.shuffle(spare)
    given: dict[str, str] = {}

    def change(match: re.Match[str]) -> str:
        stem, mark, rest = match[0].partition("'")
        plain = stem.lower()
        known = stem.capitalize() in heard or plain in first_names()
        starts = not match.string[: match.start()].rstrip(" \"'").endswith(tuple(_INSIDE))
        if not known or (plain in ALSO_WORDS and (stem == plain or starts)):
            return match[0]
        other = given.setdefault(plain, spare[len(given) % len(spare)])
        return (other.lower() if stem == plain else other) + mark + rest

    return lambda text: _WORD.sub(change, text)


def pronouns(text: str) -> str:
    """He for she and the like, titles too."""
    held = _HER.sub(_PERSON, text)
    return _by_table(held, _PRONOUNS).replace(_PERSON, "him")


def kin(text: str) -> str:
    """Husband for wife and the like."""
    return _by_table(text, _KIN)


def places(text: str) -> str:
    """Towns, countries and peoples of one part of the world for those of another."""
    return _PLACE.sub(lambda m: _PLACES.get(m[0]) or _PLACES[m[0].title()].lower(), text)


def _by_table(text: str, table: dict[str, str]) -> str:
    return _WORD.sub(lambda m: _cased(m[0], table.get(m[0].lower().replace("’", "'"), m[0])), text)


def _cased(like: str, word: str) -> str:
    return word.capitalize() if like[:1].isupper() and word.islower() else word
