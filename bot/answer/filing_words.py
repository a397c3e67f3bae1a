"""More words of subjects.py: how a lender sues for a deficiency, what it must file, mail, swear to and say, who decides, and where."""

_LENDER = r"(?:bank|lender|servicer|mortgagee|creditor|mortgage company|they|it|plaintiff)"
_OWES = r"(?:has|have|need|needs|must|required|supposed|got|do|does|would|should)"
# what the owner files or reports elsewhere
_OWNERS_OWN = r"\bwhat (?:\w+ ){0,3}(?:i|we) (?:file|report)\b|\b(?:taxes|irs|1099|credit bureau|bankruptcy)\b"

FILING_WORDS: dict[str, dict[str, str]] = {
    # "does it start a new lawsuit or do something inside the foreclosure case"
    "same_case": {
        "asked": r"\b(?:separate|another|new|different|brand new|second) (?:law ?suit|suit|case|action|court case)\b[^.?!]{0,80}\b(?:or|instead|inside|within|same|foreclosure (?:case|action|judge|court))\b"
        r"|\b(?:add|tack|include|fold|enter|put|part of|inside|within)\b[^.?!]{0,40}\b(?:on ?to|in|into|to|the same) (?:the |that |its )?(?:same )?foreclosure (?:case|action|judgment|suit|lawsuit)\b"
        r"|\bforeclosure (?:judge|court|case)\b[^.?!]{0,120}\b(?:separate|another|new|different|second) (?:law ?suit|suit|case|action)\b"
        r"|\bwhat paper\b[^.?!]{0,30}\b(?:filed|file|needed|required)\b",
        "unless": r"\bsecond (?:mortgage|loan|lien)",
        "holds": r"\bsame case\b|separate (?:law ?)?(?:suit|case|action)|by (?:a )?motion|\bmotion for\b|new (?:law ?)?suit|petition the court|in its complaint",
        "sections": "deadline- overview procedure rule-",
    },
    "own_suit": {
        "asked": r"\b(?:separate|another|new|second|same|own|different|additional|one|single) (?:\w+ )?(?:law ?suit|suit|case|action|hearing|court case|proceeding|motion|filing)\b|\bone.action\b|\b(?:file|sue|go to court) again\b|\bagainst me personally\b|\bpersonally or\b|\bpersonal judgment\b|\b(?:has|have|needs?) to be filed\b|\bautomatic(?:ally)?\b[^.?!]{0,30}\b(?:judgment|deficienc\w+|owe)|\b(?:deficiency|money judgment|judgment for the (?:rest|balance))\b[^.?!]{0,40}\b(?:decided|entered|part of|handled|included|automatic|happen\w*|come[s]?|get|gets|obtained|file[ds]?|procedure|process|steps?|motion)\b"
        r"|\b(?:procedure|process|steps?|checklist|get|gets|obtain\w*|seek|has to do|have to do|must do|do to|what does)\b[^.?!]{0,40}\b(?:deficiency|money judgment|judgment for the (?:rest|balance)|shortage|shortfall)\b",
        "unless": r"\bsecond (?:mortgage|loan|lien)",
        "holds": r"separate|same case|own lawsuit|one.action|single action|(?:that|the) (?:\w+ )?case|new suit|civil (?:action|suit)|\bmotion\b|the foreclosure (?:case|court|action)|personal (?:money )?(?:judgment|claim)|in its complaint|sworn|petition",
        "sections": "procedure overview protection- process rule- deadline-",
    },
    "house_first": {
        "asked": r"\b(?:sue|suing|go after|going after|come after|collect)\b[^.?!]{0,50}\b(?:instead of|without|before|rather than|(?<!the )(?<!my )(?<!our )first)\b[^.?!]{0,25}\b(?:foreclos\w*|house|home|property|selling|the collateral|the security)\b|\bskip(?:ping)? (?:the )?(?:house|foreclos\w+|collateral|property|sale)\b|\bleave (?:our|my|the) (?:house|home|place) alone\b[^.?!]{0,40}\bsue\b|\btake the (?:house|home) first\b|\bsu(?:e|es|ing)\b[^.?!]{0,25}\bon the (?:note|loan|bond)\b[^.?!]{0,30}\b(?:while|during|and (?:also )?foreclos\w+|pending|at once|too|instead|first|before)\b|\bone[- ]action\b|\bsecurity.first\b|\belection of remed|\bboth at (?:once|the same time)\b|\bat the same time\b|\b(?:waive|give up|release) (?:the|its|their) (?:lien|mortgage|security)\b",
        "holds": r"one.action|sue on the note|through the property|rather than sue|security.first|suing on (?:it|the note)|both kinds|pending|waive its (?:lien|mortgage)|first suing|lawsuit on the debt|side by side|leave of (?:the )?court",
        "sections": "procedure protection- process overview",
    },
    "service": {
        "anywhere": "",
        "asked": r"\b(?:never|nobody|no one|not|n'?t|without)\b[^.?!]{0,25}\b(?:handed|served|gave|given|brought|delivered)\b[^.?!]{0,20}\b(?:papers?|summons|complaint|anything|me|us)\b(?=[^?]{0,120}\b(?:judge?ment|personal\w*|liable|owe|shortage|shortfall|deficien\w*|balance|rest|stick|on me|hold me|valid|count)\b)",
        "holds": r"personally served|served in person|\bhave appeared|\bwho appeared|appear(?:ed|ance)|publication|warning order|constructive",
        "sections": "protection- procedure overview rule-",
    },
    "debt_buyer": {
        "asked": r"\b(?:debt buyers?|buyer of (?:the|my|our) (?:debt|loan|note)|(?:assigned|sold|transferred) (?:it|the|my|our|that) ?(?:debt|loan|note|claim|deficiency)?)\b[^?]{0,80}\b(?:limit\w*|cap|capped|how much|more than|most|paid for it)\b|\b(?:limit\w*|cap|capped|how much|most)\b[^.?!]{0,40}\bdebt buyers?\b",
        "anywhere": "",
        "holds": r"debt buyers?|acquired the claim|took an assignment",
        "sections": "protection- fair-value procedure",
    },
    "filing": {
        "asked": rf"\bwhat (?:\w+ )?{_OWES}\b[^.?!]{{0,20}}\b{_LENDER}\b[^.?!]{{0,20}}\b(?:file|report|submit|turn in)\b"
        r"|\b(?:file[sd]?|report(?:s|ed)?|submit\w*)\b[^.?!]{0,25}\b(?:which|what) court\b|\b(?:which|what) court\b[^.?!]{0,30}\b(?:file[sd]?|filing|report(?:s|ed)?|hears?)\b"
        r"|\breport of (?:the )?sale\b",
        "unless": _OWNERS_OWN,
        "holds": r"\bfiles?\b|\bfiled\b|\breports?\b|separate case|\bpetition\b|\bapplication\b|\bsworn\b",
        "sections": "procedure protection-",
    },
    "reporting": {
        "asked": r"\b(?:file[sd]?|report(?:s|ed)?|confirm\w*)\b[^.?!]{0,60}\b(?:which|what) court\b|\b(?:which|what) court\b|\breport(?:s|ed)? (?:of )?(?:the )?sale\b|\bwhat\b[^.?!]{0,30}\b(?:file|report)\b",
        "unless": _OWNERS_OWN,
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
        "asked": r"\b(?:trustee|commissioner)'?s'? (?:final )?accounts?\b|\bcommissioner of accounts\b|\baccount of (?:the |its )?sale\b|\bwhat (?:the )?(?:trustee|commissioner) did with (?:the|my|our|that) (?:money|proceeds)\b|\b(?:trustee|commissioner|he|she)\b[^.?!]{0,12}\breports? to (?:any ?(?:body|one)|whom?|the court|some ?(?:body|one))\b",
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
