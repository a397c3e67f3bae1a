"""Whether a court has decided on the rest of the debt already: a deficiency judgment that stands, not one that may come."""

import re

LONGEST = 2500  # characters of a question that are looked at

_REST = r"(?:the |a |my |our |that )?(?:rest|balance|difference|deficienc(?:y|ies)|shortfall|remainder|remaining|unpaid|left ?over|amount (?:left|still owed))"
_AGAINST = r"against (?:me|us|him|her|my|our|both|them)\b"
_GIVEN = r"(?:entered|granted|awarded|issued|recorded|docketed|rendered|given|signed|handed (?:down|them)|domesticated|renewed|revived)"
_JUDGMENT = (
    r"(?:deficiency judge?ments?|(?:default |money |personal |final )?judge?ments? (?:\w+ ){0,3}?(?:for|on|over) (?:\$?[\d,.]+k? ?(?:of |for )?)?"
    + _REST
    + ")"
)
_THEY = r"(?:bank|lender|servicer|(?:mortgage|finance|note) (?:company|co)|creditor|collector|credit union|he-?loc|they|it|plaintiff|investor|chase|wells(?: fargo)?|citi\w*)"
_TOLD = re.compile(
    rf"\b{_JUDGMENT}\b(?:,? (?:that|which))?(?: was| were| is| has been| had been| got| already| just| since| also| finally| then){{0,3}} (?:{_GIVEN}|{_AGAINST})"
    rf"|\b{_JUDGMENT} (?:(?:for|of|in|on|from) )?(?:the amount of )?(?:\$ ?)?\d[\d,.]*k?\b(?! (?:days?|months?|years?))"
    rf"|\b{_THEY}(?:'s)? (?:has |have |had |already |just |also |since |then |finally |now ){{0,3}}(?:got|gotten|won|obtained|took|has|have|holds?|received|secured|was (?:granted|awarded)|were (?:granted|awarded)) (?:a |the |its |their |an? \w+ )?{_JUDGMENT}"
    rf"|\b(?:judge|court|magistrate) (?:in \w+ (?:\w+ )?)?(?:has |had |already |just |then |finally ){{0,2}}(?:entered|granted|awarded|gave|issued|signed|ordered|allowed) (?:(?:them|it|him|her|the|my|our|bank|lender) ){{0,2}}(?:a |the |its |their |an? \w+ )?{_JUDGMENT}"
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
    """
    text = text[:LONGEST]
    for found in _TOLD.finditer(text):
        if _NOUN_AFTER.match(text[found.end() :]):
            continue
        if not _NOT_YET.search(text, 0, found.start()):
            return True
    return False
