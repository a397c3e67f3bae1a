"""The redactor of a conversation: what tells who somebody is goes out of a text as a placeholder and comes back into replies."""

from bot.agent.privacy.addresses import find_addresses
from bot.agent.privacy.numbers import digits_of, find_numbers
from bot.agent.privacy.people import NameFinder
from bot.agent.privacy.placeholders import EXACT, Placeholders
from bot.agent.privacy.protected import amounts
from bot.agent.privacy.spans import Kind, Span, overlaps, without_overlap
from bot.agent.privacy.vocabulary import is_word, people, place_names, plain

_BY_DIGITS = frozenset(("SSN", "CARD", "PHONE", "ACCOUNT", "LOAN_NUMBER", "CASE_NUMBER", "ID"))


class Redactor:
    """Placeholders for one conversation, in which the same person or number keeps the same one.

    >>> redactor = Redactor()
    >>> redactor.redact("I'm Maria Lopez, 12 Elm Street, Tucson AZ 85701. I owe $212,000.")
    "I'm [NAME_1], [ADDRESS_1], Tucson AZ [ZIP_1]. I owe $212,000."
    >>> redactor.restore("Maria is in [name_1], and name_1 wrote.")
    'Maria is in Maria Lopez, and Maria Lopez wrote.'
    """

    def __init__(self) -> None:
        self._placeholders = Placeholders()
        self._names: dict[str, str] = {}  # a word of a name, and the key of the person it was first told of
        self._alone: set[str] = set()  # the words of names that are told by themselves later on

    def redact(self, text: str) -> str:
        """The text with placeholders. What looks like one already stays; amounts, places, laws and lenders stay.

        `restore` gives the text back exactly, and a second `redact` changes nothing.
        """
        self._placeholders.reserve(text)
        while True:  # a name that is learned late in a text is replaced early in it, too; each round replaces something
            made = self._once(text)
            if made == text:
                return text
            text = made

    def restore(self, text: str) -> str:
        """A reply with what was taken out, also where the reply bent a placeholder: name_1, (Name 1), **[NAME-1]**."""
        return self._placeholders.restore(text)

    def placeholders(self, text: str) -> list[str]:
        """The placeholders in a text that this redactor gave out, in their order."""
        return [match[0] for match in EXACT.finditer(text) if self._placeholders.has(match[0][1:-1])]

    def _once(self, text: str) -> str:
        fixed = [match.span() for match in EXACT.finditer(text) if self._placeholders.has(match[0][1:-1])]
        money = amounts(text)
        found = [
            span
            for span in (*find_numbers(text), *find_addresses(text))
            if not overlaps(span.start, span.end, fixed) and not overlaps(span.start, span.end, money)
        ]
        for span in NameFinder(text, frozenset(self._alone), fixed).find():
            if span.end > span.start and not overlaps(span.start, span.end, fixed):
                found.append(span)
        spans = without_overlap(found)
        pieces: list[str] = []
        done = 0
        edges = [*fixed, *((span.start, span.end) for span in spans)]
        spans += [
            Span(start, end, "TEXT")
            for start, end in self._placeholders.lookalikes(text)
            if not overlaps(start, end, edges)
        ]
        for span in sorted(spans, key=lambda one: one.start):
            value = text[span.start : span.end]
            pieces += [text[done : span.start], self._placeholders.label(span.kind, value, self._key(span.kind, value))]
            done = span.end
        return "".join([*pieces, text[done:]])

    def _key(self, kind: Kind, value: str) -> str:
        """What all ways of writing the same thing share."""
        if kind == "NAME":
            return self._person(value)
        if kind in _BY_DIGITS and (digits := digits_of(value)):
            # a country code changes nothing
            return digits[1:] if kind == "PHONE" and len(digits) == 11 and digits[0] == "1" else digits
        return " ".join(value.casefold().replace(".", "").replace(",", "").split())

    def _person(self, value: str) -> str:
        """The person a name belongs to: the first whose name has all its words, or whose words it has."""
        words = [word for raw in value.replace(",", " ").split() if len(word := plain(raw.strip(".\"'"))) > 1]
        known = [self._names[word] for word in words if word in self._names]
        key = known[0] if known and len(known) == len([w for w in words if w not in people().suffixes]) else ""
        if not key and known and len(set(known)) == 1 and words[0] in self._names and self._names[words[0]] == words[0]:
            key = known[0]  # "Tanya", then "Tanya Reed"
        key = key or " ".join(words) or value
        for word in words:
            if word not in people().suffixes and word not in people().particles:
                self._names.setdefault(word, key)
                if _can_stand_alone(word):
                    self._alone.add(word)
        return key


def _can_stand_alone(word: str) -> bool:
    """Whether a word of somebody's name is likely meant where it stands alone with a capital later on."""
    if (
        len(word) < 3
        or word in people().never
        or word in people().given_words
        or word in people().family_words | people().things
    ):
        return False
    if word in place_names()[0]:
        return word in people().given
    return people().is_given(word) or people().is_family(word) or not is_word(word)
