"""Who seems to be asking, in which language, and whether about this subject."""

import re

from bot.understand.question import Audience
from bot.understand.spelling import spelt

_SHORTHAND = re.compile(
    r"\b(?:def(?:iciency)? (?:action|judg?mt|jmt|suit|claim|viable)|viable|FMV|UPB|H/?O|DOT|TS|f/?c|FC sale|SOL|jdgmt|jmt|"
    r"NOD|NOS|PMSI|client|mortgagor|mortgagee|obligor|borrower'?s?|cite|statute|§|O/?O|NOO|POS|px|bal)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|im|me|my|mine|we|we're|us|our|mom|dad)\b", re.IGNORECASE)
_OWN_CLIENT = re.compile(r"\b(?:my|our|i have a|we have a) (?:\w+ )?client\b", re.IGNORECASE)
_DOMAIN = re.compile(
    r"\b(?:foreclos|mortgag|deficien|lender|loan|\bowe|debt|auction|trustee|sheriff|judgment|judgement|garnish|levy|redeem|"
    r"redemption|heloc|equity|recourse|settle|short sale|deed|1099|cancel|insolven|bankrupt|homeowner|house|home\b|property|"
    r"repossess|evict|lien|servicer|bank\b|creditor|collector|summons|sued|lawsuit|wages|refinanc|escrow|surplus)",
    re.IGNORECASE,
)
# words that only this subject has; a house, a bank or a debt may belong to many others
_OURS = re.compile(
    r"\b(?:foreclos|deficienc|mortgag|lis pendens|(?:trustee|sheriff|referee)(?:'?s)? (?:sale|auction|deed)|deed[- ]in[- ]lieu|"
    r"short[- ]sale|he-?loc\b|redemption|garnish|anti-?deficiency|servicer|confirmation (?:of|hearing)|power of sale|robo[- ]?sign|"
    r"(?:took|sold|lost|auctioned|repossessed) (?:my|our) (?:house|home|place)|1099-?[ac]\b)",
    re.IGNORECASE,
)
# the other side, who needs no name here, and what it may do
_OTHER_SIDE = re.compile(
    r"\b(?:(?:can|could|will|would|do|does|did|may|if) )?(?:they|the (?:bank|lender|investor|new owner))(?:'ll|'ve)? (?:[\w']+ ){0,2}?"
    r"(?:take|took|taken|win|won|sue|charge|make (?:me|us)|forgot|forgotten|forget|come after|keep|sell|sold|seize|trash\w*|bill)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
# words that are common in one of these languages and rare in English
_OTHER = frozenset(
    (
        "el los las del que por para una mi casa banco debo después todavía puede hipoteca deuda cómo cuánto qué "
        "en se y fecha cuanto cuando cuándo tiempo tienen tengo pago pagar puedo pueden gracias hola acaba está estoy dinero "
        "si le les des une est pas que ma maison banque dois encore peut hypothèque dette comment combien das der "
        "die und ich mein haus bank schulde noch kann nach wie viel nicht é não minha casa dívida banco ainda "
        "posso tôi nhà ngân hàng của là có không ang ng sa bahay bangko utang ba "
    ).split()
) - {"die", "bank", "des", "has", "no", "a", "ba", "si", "le", "das"}
_ENGLISH = frozenset(
    (
        "the a an is are was were do does did i my we our they it to of for in on and or can could what how when "
        "if not have has had owe bank house sale sold after still me will would be that this with from by at "
    ).split()
)


def read_audience(text: str) -> Audience:
    """A counselor writes shorthand and not about themselves; everybody else is taken as a homeowner."""
    shorthand = len(_SHORTHAND.findall(text))
    personal = is_personal(text)
    short = len(text.split()) <= 40
    return "counselor" if shorthand and not personal and short else "homeowner"


def is_personal(text: str) -> bool:
    """Whether somebody speaks of themselves and not of a client."""
    return bool(_FIRST_PERSON.search(_OWN_CLIENT.sub("client", text)))


def is_english(text: str) -> bool:
    """Whether a text can be read as English; figures and names alone count as English.

    >>> is_english("¿Todavía debo dinero al banco?"), is_english("do I still owe the bank?")
    (False, True)
    """
    words = [w.lower() for w in _WORD.findall(text)]
    letters = sum(len(w) for w in words)
    if letters and len(_LATIN.findall(text)) < letters / 2:
        return False
    # one such word alone proves nothing, however often it stands there: "debt est. 230-240k, def est?"
    other, english = len(_OTHER.intersection(words)), sum(w in _ENGLISH for w in words)
    return other < 2 or english >= other


def is_in_domain(text: str) -> bool:
    """Whether a text speaks of homes, loans or debts at all."""
    return bool(_DOMAIN.search(spelt(text)))


def is_ours(text: str) -> bool:
    """Whether a text has words that only this subject has, or speaks of what the other side may do.

    >>> is_ours("what is a lis pendens"), is_ours("did they forget about me"), is_ours("which paint for my house")
    (True, True, False)
    """
    text = spelt(text)
    return bool(_OURS.search(text) or (_FIRST_PERSON.search(text) and _OTHER_SIDE.search(text)))
