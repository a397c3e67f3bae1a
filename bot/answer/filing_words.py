"""More words of subjects.py: what a lender must file, mail, swear to and say for a deficiency, who decides on it, and where."""

_LENDER = r"(?:bank|lender|servicer|mortgagee|creditor|mortgage company|they|it|plaintiff)"
_OWES = r"(?:has|have|need|needs|must|required|supposed|got|do|does|would|should)"

FILING_WORDS: dict[str, dict[str, str]] = {
    "filing": {
        "asked": rf"\bwhat (?:\w+ )?{_OWES}\b[^.?!]{{0,20}}\b{_LENDER}\b[^.?!]{{0,20}}\b(?:file|report|submit|turn in)\b"
        r"|\b(?:file[sd]?|report(?:s|ed)?|submit\w*)\b[^.?!]{0,25}\b(?:which|what) court\b|\b(?:which|what) court\b[^.?!]{0,30}\b(?:file[sd]?|filing|report(?:s|ed)?|hears?)\b"
        r"|\breport of (?:the )?sale\b",
        "unless": r"\bwhat (?:\w+ ){0,3}(?:i|we) (?:file|report)\b|\b(?:taxes|irs|1099|credit bureau|bankruptcy)\b",
        "holds": r"\bfiles?\b|\bfiled\b|\breports?\b|separate case|\bpetition\b|\bapplication\b|\bsworn\b",
        "sections": "procedure protection-",
    },
    "reporting": {
        "asked": r"\b(?:file[sd]?|report(?:s|ed)?|confirm\w*)\b[^.?!]{0,60}\b(?:which|what) court\b|\b(?:which|what) court\b|\breport(?:s|ed)? (?:of )?(?:the )?sale\b|\bwhat\b[^.?!]{0,30}\b(?:file|report)\b",
        "unless": r"\b(?:taxes|irs|1099|credit bureau|bankruptcy)\b|\bwhat (?:\w+ ){0,3}(?:i|we) (?:file|report)\b",
        "holds": r"\breports? the sale\b",
        "sections": "deadline-",
    },
    "newspaper": {
        "asked": r"\bnews ?papers?\b[^.?!]{0,40}\b(?:ads?|notices?|required|first)\b|\b(?:put|publish\w*|advertis\w*|runs?|print\w*|post\w*)\b[^.?!]{0,30}\bnews ?papers?\b",
        "unless": r"\b(?:only|just|never)\b",
        "holds": r"\bnewspapers?\b",
        "sections": "process procedure protection- overview",
    },
    "trustee_account": {
        "asked": r"\b(?:trustee|commissioner)'?s'? (?:final )?accounts?\b|\bcommissioner of accounts\b|\baccount of (?:the |its )?sale\b",
        "holds": r"\baccount of the sale\b|\bcommissioner of accounts\b",
        "sections": "procedure protection- process",
    },
    "swearing": {
        "asked": r"\bswears?\b|\bsworn\b|\baffidavits?\b|\bunder oath\b|\boath\b",
        "unless": r"\baffidavit of (?:income|identity|insolvency)\b|\bi swear\b",
        "holds": r"\bswears?\b|\bsworn\b|\baffidavits?\b|\boath\b",
        "sections": "deadline- procedure protection- rule- fair-value",
    },
    "mailing": {
        "asked": r"\b(?:what|which|how|when)\b[^.?!]{0,40}\b(?:mail|mailed|mails)\b",
        "unless": r"\b(?:email|e-mail|answer by mail|mail (?:in|them) (?:my|our))\b",
        "holds": r"\bmust mail\b|\bmails (?:a|the|its)\b|\bby (?:registered|certified) mail\b|\bmailed\b[^.]{0,40}\b(?:days|weeks) before\b",
        "sections": "deadline- procedure protection- process rule-",
    },
    "valuer": {
        "asked": r"\bwho (?:\w+ )?(?:sets?|says?|decides?|fix(?:es)?|determines?|figures?|finds?|rules? on|picks?|comes up with|gets to (?:say|decide|set))\b[^.?!]{0,35}\b(?:worth|value|fmv)\b"
        r"|\b(?:judge|jury|court)\b[^.?!]{0,15}\bor\b[^.?!]{0,15}\b(?:appraisers?|jury|judge)\b[^.?!]{0,30}\b(?:decide|set|value|worth)",
        "holds": r"\b(?:courts?|judge|jury|appraisers?|referee|commissioner)\b[^.]{0,60}\b(?:sets?|finds?|fix(?:es)?|determines?|decides?|values?|average)\b"
        r"|\b(?:value|worth)\b[^.]{0,50}\b(?:set|found|fixed|determined|decided) by\b|\bappraisers? (?:are |is )?(?:appointed|named)|\bhearing\b[^.]{0,40}\bvalue\b|\bvalue hearing\b|\bappraised by\b",
        "sections": "fair-value rule- procedure protection- overview",
    },
    "defenses_left": {
        "asked": r"\b(?:what|which|any) defen[cs]es?\b[^.?!]{0,40}\b(?:left|still|lost|survive|remain|after)\b|\bdefen[cs]es?\b[^.?!]{0,30}\b(?:left|still|lost|waived)\b[^.?!]{0,30}\b(?:sale|auction|foreclosure)\b"
        r"|\bafter\b[^.?!]{0,40}\b(?:sale|auction)\b[^.?!]{0,20}\b(?:what|which|any) defen[cs]es?\b",
        "holds": r"\bdefenses (?:are|is) lost\b",
        "sections": "procedure protection- deadline-",
    },
    "rule_120": {
        "asked": r"\brule 120\b",
        "holds": r"\bRule 120\b",
        "sections": "procedure process protection-",
    },
    "petition": {
        "asked": r"\b(?:first|front) page\b|\b(?:petition|complaint)\b[^.?!]{0,30}\b(?:must|have to|has to|supposed to|required to|need to)\b[^.?!]{0,25}\b(?:say|state|contain|carry|include|have|show|ask|warn)\b"
        r"|\bwhat\b[^.?!]{0,30}\b(?:in|on) the (?:petition|complaint|application|motion)\b",
        "unless": r"\bbankruptcy petition\b",
        "holds": r"\bpetition\b|\bcomplaint\b|first page|\bapplication must\b",
        "sections": "procedure protection- rule- deadline-",
    },
    "electing": {
        "asked": rf"\b(?:when|where|how|must|does|do|at what point)\b[^.?!]{{0,15}}\b{_LENDER}\b[^.?!]{{0,25}}\b(?:say|tell|elect|choose|declare|announce|decide|state|plead)\b[^.?!]{{0,25}}\b(?:want\w*|deficienc\w+|shortfall|balance|rest)\b",
        "unless": r"\b(?:say|says|tell|tells) (?:i|we|me|us) (?:still )?owe\b",
        "holds": r"\belects?\b|gives? (?:it )?up|must (?:ask|choose|plead|state)|in (?:its|the) complaint|\bwaives?\b",
        "sections": "procedure protection- rule- deadline-",
    },
}
