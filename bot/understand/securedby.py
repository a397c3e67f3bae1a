"""What a loan for a business is secured by, and whose the property is: a home, or a company's."""

import re

from bot.understand.factreading import FactReading

_HOME = re.compile(
    r"\b(?:my|our|his|her|their|the|own|family|personal|\w+'s|a) (?:\w+ ){0,2}?"
    r"(?:house|home|residence|homestead|condo|townhouse|townhome|duplex|triplex|cabin)\b(?! (?:loan|equity|office|business|depot|builder|mortgage|improvement))",
    re.IGNORECASE,
)
_COMPANY = r"(?:llcs?|l\.l\.c\.|corporation|corp|partnership|holding company|s[- ]?corp)"
_WHOSE = r"(?:my|our|his|her|their|the|an|client's|clt's|husband's|wife's|dad's|mom's)"
_OWNED_BY_IT = re.compile(
    rf"\b{_WHOSE} (?:[\w-]+ )?{_COMPANY} (?:owns|owned|held|holds|borrowed|took out|was the borrower|is the borrower|lost|had (?:a|the|title))\b"
    rf"|\b(?:owned by|titled in|in the name of|deeded to|title (?:is |was )?in|belong(?:s|ed) to|borrower (?:is|was)|held (?:by|in)|loan to) {_WHOSE} (?:name of (?:an? |my |our )?)?(?:[\w-]+ )?{_COMPANY}\b"
    rf"|\b{_WHOSE} (?:[\w-]+ )?(?:llc|corporation|corp|partnership|holding company)(?:'?s'?) (?:[\w-]+ ){{0,2}}(?:building|property|house|condo|duplex|triplex|fourplex|rentals?|units?|warehouse|shop|store|apartments?|office|land|lot|mortgage|loan)\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(r"\b(?:not|never|n't|no|if|before|used to be)\b(?: \w+){0,2} $", re.IGNORECASE)


def with_what_secures(text: str, where: str | None, facts: tuple[FactReading, ...]) -> tuple[FactReading, ...]:
    """The facts, with the home that a business loan was secured by, and with the company whose property was sold.

    A company lives in no home, and in Washington its loan is a commercial one (RCW 61.24.005(4)).
    """
    told = {fact.fact: fact for fact in facts}
    if "property" not in told and "loan" in told and told["loan"].value == "business" and (home := _HOME.search(text)):
        facts = (*facts, FactReading(fact="property", value="dwelling", raw=home[0], span=home.span()))
    owner = _OWNED_BY_IT.search(text)
    if owner is None or "occupancy" in told or _NOT_NOW.search(text[: owner.start()]):
        return facts
    follows = {"occupancy": "not_owner_occupied"} | ({"loan": "business"} if where == "WA" else {})
    kept = tuple(fact for fact in facts if fact.fact not in follows)
    return (*kept, *(FactReading(fact=f, value=v, raw=owner[0], span=owner.span()) for f, v in follows.items()))
