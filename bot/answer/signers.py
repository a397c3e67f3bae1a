"""Who signed the loan: what is told of somebody who died, of a spouse or of an owner who did not, and whether that is the one who asks."""

import re

LONGEST = 2500  # characters of a question that are looked at
_KIN = (
    r"(?:husband|wife|spouse|partner|dad|daddy|father|mom|mama|mother|parents?|grand ?(?:ma|pa|mother|father|parents?)|"
    r"brother|sister|son|daughter|uncle|aunt|in-?laws?|borrower|homeowner|owner|client|he|she)"
)
DIED = re.compile(
    rf"\b{_KIN}(?:'?s)? (?:\w+ ){{0,3}}(?:died|dies|passed(?! (?:the|a|my|it|me|on (?:the|a|an|my))\b)|deceased|dead|killed (?:himself|herself)|took (?:his|her) own life|committed suicide)\b|\bwidow(?:er|ed)?\b"
    r"|\b(?:late|deceased|dead) (?:husband|wife|spouse|father|mother|dad|mom|borrower|owner|parents?)\b|\bdeath of\b"
    r"|\binherit(?:ed|ing|s|ance)?\b|\bheirs?\b|\bprobate\b|\b(?:the|his|her|their) estate\b|\bestate of\b",
    re.IGNORECASE,
)
# whose loan it was: without that a death is only the reason why somebody fell behind
NOT_OURS = re.compile(
    r"\b(?:his|her|their|dad'?s|mom'?s|father'?s|mother'?s|husband'?s|wife'?s|parents'?|grand\w+'?s) (?:own |old )?"
    r"(?:house|home|loan|mortgage|place|note|debt|estate|condo|name)\b|\b(?:name|names) alone\b|\b(?:his|her) alone\b|\bonly in (?:his|her)\b"
    r"|\b(?:he|she) (?:had|owned) (?:a|the|this|that|her|his) (?:\w+ )?(?:house|home|condo|place|mortgage|loan)\b"
    r"|\b(?:loan|mortgage|house|home|note|debt|it|place|condo) (?:was |is |were )?(?:only|just|all|solely) (?:his|hers|theirs|in (?:his|her|their) name)\b"
    r"|\b(?:he|she|they|mom|dad|husband|wife|mother|father) left (?:it to )?(?:me|us)\b"
    r"|\bwidow\w*|\binherit\w*|\bheirs?\b|\bprobate\b|\bestate\b|\bkids?\b[^.?!]{0,30}\b(?:owe|pay|cover|liable|responsible|on the hook)\b"
    r"|\b(?:late|deceased|dead) (?:husband|wife|spouse|father|mother|dad|mom|parents?)'?s\b",
    re.IGNORECASE,
)
UNSIGNED = re.compile(
    r"\b(?:never|not|no|n'?t|without|did ?n'?t|was ?n'?t|is ?n'?t|am ?n'?t) (?:\w+ ){0,3}?(?:sign(?:ed|ing)?|on (?:the |any |that |a )?"
    r"(?:\w+ )?(?:loan|note|mortgage|paper\w*|anything)|a (?:co-?)?borrower)\b|\bnot (?:the|her|his) (?:loan|note)\b"
    rf"|\b(?:only|just) (?:my |the )?{_KIN} (?:ever |had )?signed\b|\b{_KIN} (?:was|is) the only (?:one|person|signer|borrower)\b"
    rf"|\b(?:he|she|{_KIN}) alone signed\b|\b(?:only|just) (?:he|she) (?:ever |had )?signed\b"
    rf"|\b{_KIN} signed (?:it |for it |the (?:loan|note|mortgage) )?(?:alone|by (?:himself|herself)|on (?:his|her) own)\b",
    re.IGNORECASE,
)
# another than the one who asks: "my wife never signed"
_ANOTHER = re.compile(
    r"\b(?:he|she|they|wife|husband|spouse|partner|hubby|ex|dad|mom|father|mother|sister|brother|son|daughter|bank|lender|judge|court|nobody|no one)"
    r"(?: \w+){0,2}\W*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:i|we both|both of us) (?:also |did |actually |had |have |too )*(?:co-?)?sign(?:ed)? (?:it|too|with|for|the (?:loan|note|mortgage)|that|as|both)\b|\bi did sign\b|"
    r"\b(?:i am|i'?m|i was) (?:also |too )?on the (?:loan|note)\b|\bi co-?signed\b",
    re.IGNORECASE,
)
OF_A_SPOUSE = re.compile(r"\b(?:wife|husband|spouse|married|hubby)\b", re.IGNORECASE)
OF_THE_TITLE = re.compile(
    r"\b(?:on|to) (?:the |our |my )?(?:deed|title)\b|\b(?:deed|title) only\b|\bco-?own\w*\b", re.IGNORECASE
)

DEATH = "guide/cosigners-spouses-and-heirs#death"
SPOUSE = "guide/cosigners-spouses-and-heirs#spouse-not-on-note"
ON_TITLE = "guide/cosigners-spouses-and-heirs#property-in-joint-names"
HALF_TOLD = frozenset({"death", "marriage"})
NOT_SIGNED = {"heir": DEATH, "spouse": SPOUSE, "owner": ON_TITLE}


def who_did_not_sign(text: str, before: str | None = None) -> str | None:
    """Why the one who asks owes nothing personally, as far as the turns told it; None where nothing is told of it.

    `heir`, `spouse` and `owner` did not sign the loan; `death` and `marriage` tell only half of it, and a later turn may
    complete them. before: what earlier turns told. `signed` takes all of it back.

    >>> who_did_not_sign("my mom died and they foreclosed"), who_did_not_sign("i never signed anything", "death")
    ('death', 'heir')
    >>> who_did_not_sign("my wife never signed"), who_did_not_sign("oh, i did sign it", "heir")
    ('marriage', 'signed')
    """
    text = text[:LONGEST]
    if _SIGNED.search(text) and not _unsigned_by_asker(text):
        return "signed"
    unsigned = _unsigned_by_asker(text)
    spouse = OF_A_SPOUSE.search(text) is not None or before in ("marriage", "spouse")
    if (DIED.search(text) or before in ("death", "heir")) and (unsigned or NOT_OURS.search(text)):
        return "heir"
    if unsigned and (OF_THE_TITLE.search(text) or before == "owner") and not spouse:
        return "owner"
    if unsigned and spouse:
        return "spouse"
    told = "death" if DIED.search(text) else "marriage" if OF_A_SPOUSE.search(text) else None
    return before if before in NOT_SIGNED or told is None else told


def _unsigned_by_asker(text: str) -> bool:
    """Whether the one who asks signed nothing, and not only somebody else."""
    return any(not _ANOTHER.search(text[max(0, m.start() - 30) : m.start()]) for m in UNSIGNED.finditer(text))
