"""Names of people: behind words that announce one, and by themselves where they are hardly anything else."""

import re
from collections.abc import Iterator
from functools import cache

from bot.agent.privacy.protected import protected_names
from bot.agent.privacy.spans import Span
from bot.agent.privacy.tokens import Token, places, tokens
from bot.agent.privacy.vocabulary import (
    STATES_AFTER,
    alternatives,
    is_common,
    is_word,
    people,
    place_names,
    read,
)
from bot.understand.statenames import NAMES

_GAP = re.compile(r"\.?[ \t\xa0]{1,2}|\.")  # within a name: "J. R. Reed"
_AND = re.compile(r",? (?:and|&|y|n) |, |/| ?& ?")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|downtown|mov(?:ed|ing) to|(?:city|town|county|village) of)\s$", re.IGNORECASE
)
_LAW_AFTER = re.compile(
    r"'?s? (?:law|laws|statutes?|code|court|courts|house|home|condo|property|mortgage|loan|foreclosure|sale|rule|rules|deficiency|says|allows|residents?|homeowners?)\b",
    re.IGNORECASE,
)
_FAMILY_FIRST = re.compile(r",\s?")
_LIMIT = 5  # words of a name


@cache
def _cues() -> dict[str, tuple[re.Pattern[str], ...]]:
    rows = read("names.yaml")
    relations, roles = alternatives(rows["relations"]), alternatives(rows["roles"])
    return {
        strength: tuple(
            re.compile(pattern.replace("<REL>", relations).replace("<ROLE>", roles), re.IGNORECASE)
            for pattern in rows[strength]
        )
        for strength in ("told", "titles", "related", "hinted", "families")
    }


class NameFinder:
    """Finds the names in one text. `known`: words of names that were told before in this conversation, plain."""

    def __init__(self, text: str, known: frozenset[str], barred: list[tuple[int, int]]) -> None:
        self._text = text
        self._known = known
        self._barred = bytearray(
            len(text) + 1
        )  # one byte a character: a list of places would be gone through for each word
        for start, end in (*barred, *protected_names(text), *places(text)):
            self._barred[start:end] = b"\1" * (end - start)
        self._tokens = tokens(text)
        self._at = {token.start: place for place, token in enumerate(self._tokens)}

    def find(self) -> Iterator[Span]:
        """Every name; spans may overlap."""
        text = self._text
        for strength, rank in (("told", 7), ("titles", 7), ("related", 8), ("hinted", 8)):
            for cue in _cues()[strength]:
                for match in cue.finditer(text):
                    yield from self._behind(match.end(), strength, rank)
        for cue in _cues()["families"]:
            for match in cue.finditer(text):
                token = self._token_at(match.start("name"))
                if token and (people().is_family(token.word) or (token.titled and not is_word(token.word))):
                    yield self._span(token.start, match.end("name"), 8)
        for place in range(len(self._tokens)):
            yield from self._alone(place)

    def _token_at(self, start: int) -> Token | None:
        place = self._at.get(start)
        return None if place is None else self._tokens[place]

    def _behind(self, position: int, strength: str, rank: int) -> Iterator[Span]:
        """The names that begin at a place behind a cue, joined by "and" or commas."""
        text = self._text
        while text[position : position + 1] in ("'", '"', "“", " ", "("):
            position += 1
        place = self._at.get(position)
        for _ in range(6):
            if place is None:
                return
            token = self._tokens[place]
            if not self._begins(token, place, strength):
                return
            last = self._last(place, strength)
            if self._is_something_else(token, last, place, strength):
                return
            yield Span(token.start, self._tokens[last].end, "NAME", rank)
            joined = _AND.match(text, self._tokens[last].end)
            if joined is None:
                return
            place, strength = self._at.get(joined.end()), "hinted"

    def _is_something_else(self, token: Token, last: int, place: int, strength: str) -> bool:
        """Whether what a cue leads to is a place, a lender or a thing after all ("my mother Georgia", "Georgia law")."""
        text, names, end = self._text, people(), self._tokens[last].end
        following = self._next(last)
        if strength in ("related", "hinted") and following is not None:
            after = self._tokens[following]
            if after.titled and self._is_thing(after, place):
                return True  # "from Morgan County"
        if last == place and strength == "hinted" and self._is_town(token):
            return True  # "and Tyler TX"
        town = token.word in place_names()[0] and not names.is_family(token.word)
        if last == place and (token.word in names.given_places or town):
            if strength == "related" and names.is_given(token.word):
                return bool(_LAW_AFTER.match(text, end) or STATES_AFTER.match(text, end))
            if strength == "hinted":
                return token.word not in names.given or self._is_town(token)
            return strength == "told" and token.word in NAMES and not names.is_given(token.word)  # "name: Ohio"
        return any(self._barred[token.start : end])

    def _begins(self, token: Token, place: int, strength: str) -> bool:
        """Whether a word behind a cue begins a name."""
        word, names = token.word, people()
        if word in names.never and not (word in names.given_words and token.titled):
            return False
        if word in names.peoples or word in names.things:
            return False
        if len(word) == 1:
            return token.titled and self._follows(place, "told") is not None
        if strength == "told":
            if token.titled or names.is_given(word) or names.is_family(word) or not is_word(word):
                return True
            return self._family_follows(place) or (
                word in names.particles and self._follows(place, strength) is not None
            )
        if strength == "titles":
            if self._text[token.start - 3 : token.start].strip() == "MS" and not names.is_family(word):
                return False  # Mississippi
            return token.titled or names.is_family(word) or word in names.given or not is_word(word)
        if word in names.given:
            return True
        if word in names.given_words or word in names.given_places:
            return token.titled or (self._family_follows(place))
        if names.is_family(word):
            return token.titled
        if not token.titled or word in place_names()[0] or self._is_short_form(token):
            return False
        return not is_word(word) or self._family_follows(place)

    def _is_short_form(self, token: Token) -> bool:
        return self._text[token.start : token.end].isupper() and token.end - token.start <= 5

    def _next(self, place: int) -> int | None:
        """The token after, if it may belong to the same name."""
        if place + 1 >= len(self._tokens):
            return None
        gap = _GAP.fullmatch(self._text, self._tokens[place].end, self._tokens[place + 1].start)
        if gap is None or (
            "." in gap[0] and len(self._tokens[place].word) > 2 and self._tokens[place].word not in ("jr", "sr", "st")
        ):
            return None
        return place + 1

    def _follows(self, place: int, strength: str) -> int | None:
        """The token after, if it goes on with a name that has begun."""
        after = self._next(place)
        if after is None:
            return None
        token, names = self._tokens[after], people()
        word = token.word
        if word in names.suffixes:
            return after
        if len(word) == 1:
            return after if token.titled and word != "i" else None
        if word in names.never or self._is_thing(token, place):
            return None
        if len(self._tokens[place].word) == 1 and token.titled:
            return after  # behind an initial
        if self._is_place_after(token, place):
            return None
        if word in names.particles:
            return after if self._follows(after, strength) is not None else None
        if names.is_family(word) or word in names.given or names.is_family(word.removesuffix("s")):
            return after  # also "john millers house"
        if token.titled and not self._is_short_form(token):
            if (
                strength in ("told", "titles")
                or word in names.family_words
                or names.is_given(word)
                or not is_word(word)
            ):
                return after
            if self._tokens[place].word in names.given and self._tokens[place].titled and not is_common(word):
                return after
            return None
        return after if strength == "told" and not is_word(word) else None

    def _is_thing(self, token: Token, place: int) -> bool:
        """Whether a word makes what stands before it no person ("Morgan County"); Park is a family name too."""
        names, first = people(), self._tokens[place].word
        if token.word not in names.things:
            return False
        return not (token.titled and names.is_family(token.word) and (first in names.given or not is_word(first)))

    def _is_place_after(self, token: Token, place: int) -> bool:
        """Whether a town or state goes on with the sentence ("Maria Phoenix AZ"), and not with the name ("Lena Whitfield")."""
        if token.word not in place_names()[1] or people().is_family(token.word) or people().is_given(token.word):
            return False
        begun = self._tokens[place].titled and token.titled and self._tokens[place].word in people().given
        return not begun or token.word in NAMES or bool(STATES_AFTER.match(self._text, token.end))

    def _last(self, place: int, strength: str) -> int:
        last = place
        for _ in range(_LIMIT - 1):
            following = self._follows(last, strength)
            if following is None:
                break
            last = following
        return last

    def _family_follows(self, place: int) -> bool:
        after = self._next(place)
        if after is not None and len(self._tokens[after].word) == 1 and self._tokens[after].titled:
            after = self._next(after)  # "Will T. Parker"
        if after is None:
            return False
        token = self._tokens[after]
        if token.word in people().never or token.word in people().things:
            return False
        return people().is_family(token.word) or (
            token.titled
            and (token.word in people().family_words or not is_word(token.word))
            and not self._is_short_form(token)
        )

    def _alone(self, place: int) -> Iterator[Span]:
        """A name that nothing announces."""
        token, names = self._tokens[place], people()
        word = token.word.removesuffix("'s")
        if any(self._barred[token.start : token.end]):
            return
        if word in self._known and (token.titled or not is_word(word) or word in names.given or names.is_family(word)):
            if not (
                word in place_names()[0]
                and (_PLACE_BEFORE.search(self._text[: token.start][-16:]) or STATES_AFTER.match(self._text, token.end))
            ):
                yield self._span(token.start, self._end(place, word), 8)
            return
        if word in names.given or word.partition("-")[0] in names.given:
            if self._is_town(token):
                return
        elif word in names.given_words or word in names.given_places:
            if not (self._family_follows(place) and (token.titled or self._is_shouted_name(place))):
                return
        elif names.is_family(word) and self._text[token.start].isupper():
            comma = _FAMILY_FIRST.match(self._text, token.end)
            given = self._token_at(comma.end()) if comma else None
            if given is None or not self._text[given.start].isupper():
                return
            if given.word not in names.given and not (given.titled and given.word in names.given_words):
                return
            last = self._last(self._at[given.start], "hinted")
            yield Span(token.start, self._tokens[last].end, "NAME", 9)
            return
        else:
            return
        last = self._last(place, "hinted") if word == token.word else place
        following = self._next(last)
        if (
            following is not None
            and self._tokens[following].word in names.things
            and (self._tokens[following].titled or last == place)
        ):
            return  # "Carson City", "Morgan County", "Madison Street Bank"
        yield Span(token.start, self._end(last, self._tokens[last].word.removesuffix("'s")), "NAME", 9)

    def _is_shouted_name(self, place: int) -> bool:
        """In capitals only a family name that is nothing else tells ("WILL PARKER", and not "WILL OWE")."""
        after = self._next(place)
        return (
            after is not None
            and self._text[self._tokens[place].start : self._tokens[place].end].isupper()
            and people().is_family(self._tokens[after].word)
        )

    def _is_town(self, token: Token) -> bool:
        """A given name that is a town too, where the words around it say so ("in Gilbert", "Norman, OK")."""
        if token.word not in place_names()[0]:
            return False
        return bool(_PLACE_BEFORE.search(self._text[: token.start][-16:]) or STATES_AFTER.match(self._text, token.end))

    def _end(self, place: int, word: str) -> int:
        """The end of a token without the 's of an owner."""
        return self._tokens[place].start + len(word) if self._tokens[place].word != word else self._tokens[place].end

    def _span(self, start: int, end: int, rank: int) -> Span:
        return Span(start, end, "NAME", rank)
