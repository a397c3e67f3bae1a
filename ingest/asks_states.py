"""The ways people put the questions that a state's record answers, with the state's name.

Each phrasing becomes a vector of its passage. They are worded like questions, not like the law: a question is nearer to
a question than to a statute.
"""

from bot.law.conditions import OneOf
from bot.law.facts import choices
from bot.law.record import Record
from bot.law.record_parts import LawDeadline, RuleCase

Asks = tuple[str, ...]

SECTIONS: dict[str, Asks] = {
    "overview": (
        "do I still owe after foreclosure in {s}",
        "can the bank sue me for the difference in {s}",
        "they sold my house in {s}, do I owe the rest",
        "{s} deficiency judgment law",
        "does {s} allow deficiency judgments",
        "is {s} a nonrecourse or anti-deficiency state",
    ),
    "process": (
        "how does foreclosure work in {s}",
        "is {s} judicial or nonjudicial foreclosure",
        "does the lender have to go to court to foreclose in {s}",
        "{s} mortgage or deed of trust",
        "can they foreclose without a court in {s}",
    ),
    "fair-value": (
        "does market value count in {s}",
        "house sold too low at auction in {s}",
        "the bank bought it for less than it was worth, {s}",
        "{s} fair market value hearing or credit",
        "who proves what the house was worth in {s}",
        "can I use an appraisal against a deficiency in {s}",
    ),
    "redemption": (
        "can I get my house back after the sale in {s}",
        "{s} right of redemption",
        "how long is the redemption period in {s}",
        "buy back my house after foreclosure auction in {s}",
        "redeem after sheriff sale {s}",
    ),
    "limitations": (
        "statute of limitations on a mortgage note in {s}",
        "is my old mortgage debt too old in {s}",
        "how many years can they sue on the loan in {s}",
        "{s} limitation period written contract promissory note",
        "time barred mortgage debt {s}",
    ),
    "procedure": (
        "what does the lender have to do to get a deficiency in {s}",
        "{s} deficiency judgment procedure",
        "does the sale have to be confirmed in {s}",
        "is there a one-action rule in {s}",
        "what steps or notices does {s} require",
    ),
    "protections": (
        "what protects me from a deficiency in {s}",
        "{s} homeowner rights after foreclosure",
        "defenses to a deficiency in {s}",
        "can I waive my protection in {s}",
    ),
    "uncertain": (
        "is the {s} deficiency law disputed or unclear",
        "websites say different things about {s} deficiency law",
        "how sure are you about the {s} rule",
    ),
}

OUTCOMES: dict[str, Asks] = {
    "barred": ("when can they not sue me in {s}", "am I protected from a deficiency in {s}"),
    "limited": ("how much can they sue me for in {s}", "is the deficiency capped in {s}"),
    "allowed": ("can they come after me for the whole balance in {s}",),
    "discretionary": ("can the judge refuse a deficiency in {s}",),
}

# by fact and value; only conditions that single a value out are asked about
CONDITIONS: dict[str, dict[str, Asks]] = {
    "process": {
        "nonjudicial": (
            "sold at a trustee sale in {s}, can they sue for the rest",
            "{s} power of sale foreclosure deficiency",
        ),
        "judicial": (
            "foreclosed through court in {s}, do I owe the rest",
            "{s} judicial foreclosure sheriff sale deficiency",
        ),
        "strict": ("strict foreclosure in {s}, do I still owe",),
    },
    "loan": {
        "purchase": ("loan I used to buy my home in {s}, do I owe", "{s} purchase money loan protection"),
        "refinance": ("I refinanced my {s} home, do I lose the protection",),
        "cash_out": ("cash-out refinance in {s}, can they sue me",),
        "home_equity": ("home equity loan or HELOC in {s}, do I owe after foreclosure",),
        "reverse": ("reverse mortgage in {s}, do I or my heirs owe the rest",),
        "construction": ("construction loan in {s} after foreclosure",),
        "home_improvement": ("home improvement loan in {s} after foreclosure",),
        "business": ("business or commercial loan deficiency in {s}",),
    },
    "lien": {
        "junior": ("second mortgage after foreclosure in {s}", "can my HELOC lender sue me in {s}"),
        "first": ("first mortgage foreclosed in {s}, can they sue",),
    },
    "sale_by": {"other_lender": ("the first mortgage foreclosed and the second wants money, {s}",)},
    "buyer": {
        "lender": ("the bank bought my house at its own auction in {s}",),
        "third_party": ("someone else bought my house at the auction in {s}",),
    },
    "lender": {
        "seller": ("seller financing in {s}, can the seller sue for the rest",),
        "private_person": ("private lender foreclosed on my {s} home",),
        "debt_buyer": ("a company bought my {s} mortgage debt and wants the balance",),
    },
    "instrument": {
        "deed_of_trust": ("deed of trust or trust indenture deficiency in {s}",),
        "land_contract": ("land contract forfeiture in {s}, do I owe",),
    },
    "occupancy": {
        "owner_occupied": ("I lived in the house in {s}, am I protected",),
        "not_owner_occupied": ("rental or second home foreclosed in {s}",),
    },
    "property": {
        "farm": ("farm or agricultural land deficiency in {s}",),
        "commercial": ("commercial property deficiency in {s}",),
        "land": ("vacant lot foreclosed in {s}",),
    },
    "disposition": {
        "deed_in_lieu": ("deed in lieu of foreclosure in {s}, do I owe the rest",),
        "short_sale": ("short sale in {s}, can they come after the balance",),
        "agreed_foreclosure": ("voluntary or consent foreclosure in {s}, is the debt gone",),
    },
    "deficiency_claim": {
        "waived": ("the lender waived the deficiency in {s}",),
        "asked": ("the complaint asks for a deficiency, {s}",),
    },
    "redemption_track": {"short": ("short redemption period and no deficiency in {s}",)},
    "lender_steps": {"not_done": ("the lender skipped notice, appraisal or confirmation in {s}",)},
    "service": {"publication_only": ("I was never served, only a newspaper notice, {s}",)},
    "loan_program": {
        "fha": ("FHA loan deficiency in {s}",),
        "va": ("VA loan deficiency in {s}",),
        "usda": ("USDA loan deficiency in {s}",),
    },
    "discharged": {"yes": ("bankruptcy discharge and deficiency in {s}",)},
}
MOST = 7


def for_record(record: Record) -> dict[str, tuple[str, ...]]:
    """The phrasings for each section of a record that is not a case or a deadline."""
    return {section: _named(asks, record) for section, asks in SECTIONS.items()}


def for_case(record: Record, case: RuleCase) -> tuple[str, ...]:
    """The phrasings one case of the rule answers, from its conditions and its outcome."""
    asks: list[str] = [f"{case.id.replace('-', ' ')} {{s}}"]
    for fact, condition in case.when.items():
        if isinstance(condition, OneOf):
            values = [v for v in choices(fact) if (v in condition.values) != condition.negated]
            asks += [ask for value in values for ask in CONDITIONS.get(fact, {}).get(value, ())]
    return _named((*asks[:MOST], *OUTCOMES[case.outcome]), record)


def for_deadline(record: Record, deadline: LawDeadline) -> tuple[str, ...]:
    """The phrasings one deadline answers."""
    asks: Asks
    if deadline.actor == "borrower":
        asks = (
            "how long do I have to ask in {s}",
            "my deadline after the foreclosure sale in {s}",
            "when is it too late for me to object in {s}",
            f"{deadline.id.replace('-', ' ')} {{s}}",
        )
    else:
        asks = (
            "how long do they have to sue me in {s}",
            "{s} deadline to file for a deficiency judgment",
            "is it too late for the lender to come after me in {s}",
            "how long after the sale can the bank sue in {s}",
            f"{deadline.id.replace('-', ' ')} {{s}}",
        )
    return _named(asks, record)


def _named(asks: tuple[str, ...], record: Record) -> tuple[str, ...]:
    inside = f"in the {record.name}" if record.name.startswith("District") else f"in {record.name}"
    return tuple(dict.fromkeys(ask.replace("in {s}", inside).replace("{s}", record.name) for ask in asks))


def for_wages(record: Record) -> tuple[str, ...]:
    """The ways people ask whether their pay can be taken."""
    return (
        f"can they garnish my wages in {record.name}",
        f"how much of my paycheck can the bank take in {record.name}",
        f"{record.name} wage garnishment for a deficiency judgment",
        f"is my pay safe from the lender in {record.name}",
    )
