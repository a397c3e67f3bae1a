"""Addresses of the library's pages: what a link says, and which page an address asks for.

An address can be typed or sent by anybody. What it names is only ever looked up among the pages there are; it is never
a path, and it is shown as plain text where it names nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

Kind = Literal["start", "words", "search", "guide", "federal", "state", "term", "passage"]
VIEW, LIBRARY = "view", "library"
SEARCH, QUOTE = "q", "quote"
# the parameters that name a page, the narrowest first: where an address holds several, that one is shown
NAMED: dict[str, Kind] = {
    "passage": "passage",
    "term": "term",
    "guide": "guide",
    "federal": "federal",
    "state": "state",
    SEARCH: "search",
}
PARAMETERS = (VIEW, *NAMED, QUOTE)
ALL_WORDS = "all"  # `?term=all` is the whole list of terms
LONGEST, LONGEST_QUOTE = 200, 2_000  # characters that are read of a name and of a quoted sentence
_FOLDERS: dict[str, Kind] = {"guide": "guide", "federal": "federal", "states": "state"}


@dataclass(frozen=True)
class Target:
    """A page of the library.

    name: the id of a guide, federal file, term or passage, a state's USPS code, or the words searched for; empty for
    the start and the list of terms. quote: the sentence to highlight in a passage; empty for none.
    """

    kind: Kind
    name: str = ""
    quote: str = ""


START, WORDS = Target("start"), Target("words")


def link_to(passage_id: str, quote: str = "") -> str:
    """The relative address of a passage's page, quoted as an address needs it.

    >>> link_to("states/AZ#rule-trustee-sale-home")
    '?view=library&passage=states%2FAZ%23rule-trustee-sale-home'
    """
    return address(Target("passage", passage_id, quote))


def address(target: Target) -> str:
    """The relative address of a page.

    >>> address(Target("state", "AZ"))
    '?view=library&state=AZ'
    """
    return f"?{urlencode(parameters(target))}"


def parameters(target: Target) -> dict[str, str]:
    """The address parameters of a page."""
    found = {VIEW: LIBRARY}
    if target.kind == "words":
        found["term"] = ALL_WORDS
    elif target.kind != "start":
        found[next(key for key, kind in NAMED.items() if kind == target.kind)] = target.name
    return found | ({QUOTE: target.quote} if target.quote else {})


def wanted(query_params: Mapping[str, str]) -> Target | None:
    """The library page that an address asks for; None where it asks for none.

    The page need not exist: `show_library` says so where it does not.

    >>> wanted({"state": "az", "c": "0a1b"})
    Target(kind='state', name='AZ', quote='')
    """
    for key, kind in NAMED.items():
        if name := _clean(query_params.get(key, ""), LONGEST):
            return _target(kind, name, _clean(query_params.get(QUOTE, ""), LONGEST_QUOTE))
    return START if query_params.get(VIEW) == LIBRARY else None


def _target(kind: Kind, name: str, quote: str) -> Target:
    if kind == "passage":
        folder, slash, rest = name.partition("/")
        # an address typed by hand loses what stands behind its `#`, and then names the whole page
        if slash and "#" not in rest and folder in _FOLDERS:
            return _target(_FOLDERS[folder], rest, "")
        return Target(kind, name, quote)
    if kind == "term" and name.casefold() == ALL_WORDS:
        return WORDS
    return Target(kind, name.upper() if kind == "state" and len(name) == 2 else name)


def _clean(value: str, longest: int) -> str:
    """A parameter's value as one line of printable text, cut to a length."""
    return " ".join("".join(c if c.isprintable() else " " for c in value[:longest]).split())
