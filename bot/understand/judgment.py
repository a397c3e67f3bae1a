"""Whether a court has decided on the rest of the debt already: a deficiency judgment that stands, not one that may come."""

import re

LONGEST = 2500  # characters of a question that are looked at

_REST = r"(?:the |a |my |our |that )?(?:rest|balance|difference|deficienc(?:y|ies)|shortfall|remainder|remaining|unpaid|left ?over|amount (?:left|still owed))"
_AGAINST = r"against (?:me|us|him|her|my|our|both|them)\b"
_GIVEN = r"(?:entered|granted|awarded|issued|recorded|docketed|rendered|given|signed|handed (?:down|them)|domesticated|renewed|revived)"
_JUDGMENT = (
    r"(?:deficiency judge?ments?|(?:money|personal|in personam) judge?ments?(?! (?:for|on|of) the (?:house|foreclosure))|(?:default |money |personal |final )?judge?ments? (?:\w+ ){0,3}?(?:for|on|over) (?:\$?[\d,.]+k? ?(?:of |for )?)?"
    + _REST
    + ")"
)
# what a judge gives by its name alone: "granted deficiency 20k", "entered an in personam deficiency"
_AWARD = r"(?:(?:in personam |personal |money )(?:deficienc(?:y|ies)|judge?ments?)|deficienc(?:y|ies)(?= (?:judge?ment )?(?:(?:for|of|in|on) )?(?:the amount of )?(?:\$ ?)?\d))"
_THEY = r"(?:bank|lender|servicer|(?:mortgage|finance|note) (?:company|co)|creditor|collector|credit union|he-?loc|they|it|plaintiff|investor|chase|wells(?: fargo)?|citi\w*)"
_TOLD = re.compile(
    rf"\b{_JUDGMENT}\b(?:,? (?:that|which))?(?: was| were| is| has been| had been| got| already| just| since| also| finally| then){{0,3}} (?:{_GIVEN}|{_AGAINST})"
    rf"|\b{_JUDGMENT} (?:(?:for|of|in|on|from) )?(?:the amount of )?(?:\$ ?)?\d[\d,.]*k?\b(?! (?:days?|months?|years?))"
    rf"|\b{_THEY}(?:'s)? (?:has |have |had |already |just |also |since |then |finally |now ){{0,3}}(?:got|gotten|won|obtained|took|has|have|holds?|received|secured|was (?:granted|awarded)|were (?:granted|awarded)) (?:a |the |its |their |an? \w+ )?{_JUDGMENT}"
    rf"|\b(?:judge|court|magistrate) (?:in \w+ (?:\w+ )?)?(?:confirmed (?:the )?sale and )?(?:has |had |already |just |then |finally ){{0,2}}(?:entered|granted|awarded|gave|issued|signed|ordered|allowed) (?:(?:them|it|him|her|the|my|our|bank|lender) ){{0,2}}(?:a |an |the |its |their |an? \w+ )?(?:{_JUDGMENT}|{_AWARD})"
    rf"|\b(?:i|we|he|she|my \w+|there|i've|we've|got|been)(?:'s|'ve)? (?:was |were |is |am |are |have |has |had |got |already |just |still |also |now ){{0,3}}(?:hit with|slapped with|stuck with|served with|got|have|had|has|there is|is|under|with) (?:a |an old |this |the |one |old |an? \w+ )?{_JUDGMENT}"
    rf"|\b(?:old|existing|outstanding|unpaid|\d+[- ]year[- ]old|(?:19|20)\d\d) deficiency judge?ment\b"
    rf"|\b(?:my|our|this|that) deficiency judge?ment (?:is|was|from|has|got|still|never|expire\w*|r[ua]n|{_AGAINST})",
    re.IGNORECASE,
)
# what may come, is asked about in general or did not come
_NOT_YET = re.compile(
    r"(?:\b(?:can|could|will|would|may|might|should|must|shall|if|unless|until|before|without|whether|avoid\w*|stop\w*|prevent\w*|never|not|no|"
    r"when do(?:es)?|how do(?:es)?|do|does|did|want\w*|wants? to|tr(?:y|ies|ying) to|going to|gonna|threat\w*|ask(?:s|ed|ing)? for|seek\w*|s(?:ue|ues|ued|uing) for|move\w* for|motion for|file\w* for|"
    r"suppose|what if|in case|in order to|to|chance\w*|risk)\b|n't)[^.;!?\n]{0,40}$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"^ ?(?:laws?|statutes?|rules?|suits?|actions?|motions?|hearings?|process|lawsuits?|deadlines?|claims?|works?|means?)\b",
    re.IGNORECASE,
)
# a judgment on money by whatever name; where a sale is told it may be the one by which the house was sold
_SUM = r"(?:the amount of )?(?:\$ ?\d|\d[\d,.]*k\b|\d{2,3},\d{3}|\d{4,}(?!\d*/))"
_ANY = re.compile(
    rf"\b(?:{_THEY}|i|we|he|she|my \w+|our \w+)(?:'s|'ve)? (?:has |have |had |already |just |also |now |still ){{0,3}}(?:has|have|had|got|gotten|won|obtained|took|holds?) "
    r"(?:a |an |the |this |an? (?:old|court|money|default|personal) )?(?:court |money |default |personal )?judge?ment\b(?! (?:day|date|call))"
    rf"|\bjudge?ment (?:(?:was|is|got|has been|already|just|finally) ){{0,3}}{_GIVEN}\b"
    rf"|\bjudge?ment (?:(?:for|of|in|over|was|is) ){{0,2}}{_SUM}"
    rf"|\bjudge?ment (?:\w+ ){{0,3}}{_AGAINST}"
    r"|\bjudge?ment (?:is |was |that is |that was |dated |goes )?(?:back )?(?:from|of|dated|to|is|was|in)(?: \w+)? (?:19|20)\d\d\b"
    r"|\bjudge?ment (?:is|was|that is) (?:\w+ ){0,2}(?:years?|yrs?) old\b"
    r"|(?:^|[,.;]) ?(?:a |an old |old )?judge?ment in [a-z]+",
    re.IGNORECASE,
)
_OF_THE_HOUSE = re.compile(
    r"\bfor?e?clos\w*|\bsold\b|\bsells?\b|\bauction\w*|\b(?:sheriff|commissioner|referee|trustee|court|the|my|our|house|tax)'?s?'? sale\b|\bsale\b|\bbid\b|\bbought\b|\bworth\b"
    r"|\bapprais\w*|\bshort by\b|\bdecree\b|\bcert(?:ificate)?\.?(?: of)? (?:title|sale)\b|\b(?:fmv|value)(?: (?:is|was|of|at))? \$?\d|\blaw day\b|\bredempt\w+|\bsale confirmed\b|\bpetition\w*|\bfinal judge?ment\b",
    re.IGNORECASE,
)
_ONLY_SUPPOSED = re.compile(r"\b(?:once|when|after|needs?|having|with(?:out)?|how)\b[^.;!?\n]{0,40}$", re.IGNORECASE)
_GONE = re.compile(
    r"\b(?:no|never (?:got|had|won|entered) (?:a|any)|(?:not|n't) (?:\w+ )?(?:a|any)) (?:\w+ )?judge?ment\b|\bjudge?ment (?:was |has been |got )?(?:vacated|set aside|reversed|dismissed)\b",
    re.IGNORECASE,
)


def judgment_gone(text: str) -> bool:
    """Whether a question tells that there is no judgment, or none any more.

    >>> judgment_gone("there is no judgment yet, they only sent a letter")
    True
    """
    return _GONE.search(text[:LONGEST]) is not None


def money_judgment(text: str) -> bool:
    """Whether a question that tells of no sale tells of a judgment for money, whatever it is called.

    >>> money_judgment("Judgment for 60k in Florida, entered 2024")
    True
    >>> money_judgment("Final judgment entered for 198,000, sold for 155,000")
    False
    >>> money_judgment("can they garnish once they have a judgment?")
    False
    """
    text = text[:LONGEST]
    if _OF_THE_HOUSE.search(text) or _GONE.search(text):
        return False
    return any(
        not _NOUN_AFTER.match(text[found.end() :])
        and not _NOT_YET.search(text, 0, found.start())
        and not _ONLY_SUPPOSED.search(text, 0, found.start())
        for found in _ANY.finditer(text)
    )


def judgment_stands(text: str) -> bool:
    """Whether a question tells of a judgment on the rest of the debt that a court has given.

    >>> judgment_stands("The bank got a deficiency judgment against me in 2018, can they still collect?")
    True
    >>> judgment_stands("deficiency judgment entered 2015 in Ohio, still owe?")
    True
    >>> judgment_stands("Can the bank get a deficiency judgment against me in Ohio?")
    False
    >>> judgment_stands("no deficiency judgment was entered")
    False
    >>> judgment_stands("sale confirmed in 2024, they got a money judgment but never garnished")
    True
    """
    text = text[:LONGEST]
    for found in _TOLD.finditer(text):
        if _NOUN_AFTER.match(text[found.end() :]):
            continue
        if not _NOT_YET.search(text, 0, found.start()):
            return True
    return False
