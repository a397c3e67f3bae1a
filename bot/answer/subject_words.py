"""The words of subjects.py: how people ask for what a state's sections tell, and how the sections tell it."""

# groups that the patterns are put together from
_COURT = r"(?:courts?|judges?|lawsuits?|judicial(?:ly)?|trial|judge'?s)"
_SALE = r"(?:sale|sold|sells?|selling|auction\w*|foreclos\w*|sheriff|trustee)"
_LENDER = r"(?:bank|lender|servicer|mortgagee|creditor|mortgage company|they|it|trustee|plaintiff)"
_LOW = r"(?:minimum|lowest|floor|upset|fraction|how low|too low|low\W?ball|cheap\w*|peanuts|for nothing|a dollar|two\W?thirds|2/3|percent(?:age)?|low bid|give (?:it|my \w+|the \w+) away|smallest|least|below|under)"
_PRICE = r"(?:bids?|price|sold|sells?|sale|auction\w*|apprais\w+|go for|goes for|bring|brings|value|worth|opening)"
_LETTER = r"(?:letters?|notices?|papers?|paperwork|warnings?|heads up|certified mail|cert mail|registered mail|mailings?|notified|notify|warned?|tell (?:me|us|you)|mail(?:ed|s)?)"
_FIRST = r"(?:first|before|get|gets|receive|send|sends|sent|need|needs|required?|must|have to|has to|due|comes?|days?|how (?:long|many|much|far)|weeks?|ahead|in advance|prior|supposed to|owe me|what|which|content|contain|say|says)"
_PROVE = r"(?:prove[sdn]?|proof|show(?:s|n|ing)?|burden|evidence|demonstrate|convince|establish|rebut|presum\w+|bring to (?:the )?(?:court|judge|hearing))"
_FIX = r"(?:cure[ds]?|curing|catch(?:ing)? up|caught up|reinstat\w+|get current|bring (?:it|the \w+|my \w+|this) current|make up (?:the |my |our )?(?:\w+ )?payments|pay (?:the |my |our )?(?:arrears|back payments|missed payments|past due)|stop (?:the |this )?(?:foreclosure|sale|auction) by pay\w*)"
_PAID = r"(?:pay|paid|paying|money|cash|lend|loan (?:me|us|him|her)|borrow|wire|come up with|payoff|funds|inherit\w*)"
_KEPT = (
    r"(?:keep|save|stay|undo|reverse|recover|get (?:it|the \w+|my \w+|our \w+|his \w+|her \w+|their \w+) back|buy (?:it|the \w+|my \w+|our \w+) back|"
    r"take (?:it|the \w+|my \w+|our \w+) back|bring (?:it|the \w+|my \w+) back|reclaim|rescue|too late|gone|over|pay (?:it|everything|all|in full)(?: all)?(?: off| up)?|"
    r"move back|days left|some days|any time left|still time)"
)
_SOLD = r"\b(?:sold|sale|auction(?:ed)?|hammer|gavel|sells|highest bidder|won the bid)\b"
_GONE = r"\b(?:sold|auctioned|(?:approved|confirmed|ratified|held|had) the (?:sale|auction)|(?:sale|auction) (?:was|is over|happened|went|took place|closed|last|yesterday|on|in|two|three|a)|after (?:the|a|my|our) (?:\w+ )?(?:sale|auction)|foreclosed|lost (?:the|my|our|her|his|their)|hammer)\b"
_BACK = r"\b(?:recover|reclaim|regain|rescue|save|keep|undo|reverse|get|win|take|buy) (?:it|(?:the|my|our|her|his|their|this|that) (?:\w+ )?(?:house|home|place|property|farm|condo|sale|foreclosure)) ?(?:back)?\b"
_WORTH = (
    r"(?:worth|apprais\w+|(?:fair|market|true|real|actual|full)(?: market)? value|fmv|value|valuation|zillow|comps|bpo)"
)
_COUNTS = (
    r"(?:count(?:s|ed)?|matter(?:s|ed)?|credit(?:s|ed)?|use[ds]?|uses|look(?:s|ed)?|help(?:s|ed)?|figured?|figures|decide[ds]?|proves?|subtract\w*|"
    r"deduct\w*|date|floor|bring (?:it|that|this|the \w+) down|plugged|argue|instead of|rather than|go by|goes by|based on|consider\w*|offset|reduc\w+|"
    r"lower[s]?|taken into account|ignore[sd]?|set off|measured|ceiling|cap|caps|capped|make a difference|relevant|plays? (?:a|any|into))"
)


def _near(one: str, other: str, gap: int = 45) -> str:
    """Either group, with the other one near behind it in the same sentence."""
    return rf"\b{one}\b[^.?!]{{0,{gap}}}\b{other}\b|\b{other}\b[^.?!]{{0,{gap}}}\b{one}\b"


# each subject: how it is asked, how a sentence tells it (nothing where a whole section does), where it may stand
SUBJECT_WORDS: dict[str, dict[str, str]] = {
    "redemption": {
        "anywhere": "",
        "asked": r"\bredeem|(?<!without )(?<!w/o )(?<!no )(?<!no-)(?<!short )(?<!six-month )(?<!during the )\bredemption\b"
        r"|\b(?:buy(?:ing)?|bought|purchas(?:e|ing)|repurchas(?:e|ing)|get(?:ting)?|win|claim) (?:it |\w+ \w+ |\w+ )?back\b(?= (?:after|once|now|from|if|when|for|later|in|,)|\W)(?! (?:to|into|at|with|the money|payments?)\b)|\blaw day\b|\bgrace period\b|\b(?:window|any months) after\b"
        rf"|^(?=[^\n]{{0,600}}?{_SOLD})(?=[^\n]{{0,600}}?\b{_PAID}\b)(?=[^\n]{{0,600}}?\b{_KEPT}\b)(?=[^\n]{{0,800}}\?|[^\n]{{0,600}}\b(?:can|could|is it|how|do)\b)(?![^\n]{{0,600}}\b(?:note|collector|lawsuit|still owe|owe the rest|balance|difference)\b)"
        r"|\b(?:get|keep|save) (?:the|my|our) (?:house|home|place|farm)(?: back)?\b[^.?!]{0,10}\b(?:for|until|and|by) (?:how long|when)\b"
        r"|\b(?:until when|till when|how long|how late|last (?:day|chance|moment|date)|by when|when is it too late|how much time)\b[^.?!]{0,40}\b(?:pay|paying|come up with)\b[^.?!]{0,30}\b(?:off|whole|everything|all|full|payoff)\b[^.?!]{0,40}\b(?:keep|keeping|hang on|hold on(?:to)?|save|stay|stop (?:it|this|the))\b"
        r"|\bhow (?:long|many \w+) (?:do|will|would|did) (?:i|we|she|he|they) (?:get|have)\b[^.?!]{0,60}\b(?:two.thirds|one.third|a third|of what (?:i|we) (?:borrowed|owed)|original (?:loan|debt|principal))\b"
        rf"|^(?=[^\n]{{0,600}}?{_GONE})(?=[^\n]{{0,600}}?\b(?:can|could|may|might|any (?:way|chance|hope)|possible|how|too late|is it) [^.?!\n]{{0,60}}?{_BACK})",
        "unless": r"\blaw days?\b(?: (?!when|what|which|mean)[\w,]+){0,3}? (?:came|passed|went|ran|expired|has|had|is|was|on)\b(?! (?:an?|what|the day)\b)",
        "sections": "redemption",
    },
    "value": {
        "anywhere": "",
        "asked": _near(_WORTH, _COUNTS, 50) + r"|\bprice (?:is |was )?too low\b|\bcredit for (?:the |what )"
        r"|\b(?:do|does|did|would|could|can) (?:i|we|it|that|this|the) [^.?!]{0,25}\bcredit\b(?! (?:score|report|card|union|bureau|rating|line))"
        r"|\b(?:does|do|will|would|wo|can|could|should|is)(?: ?n.?t)? (?:that|it|this|the|my|which|they|you) [^.?!]{0,25}\b(?:bring (?:it|that|them|this|the \w+) down|lower (?:it|what|the)|reduce (?:it|what|the)|come off|knock (?:it|that|some|\w+) (?:off|down)|shrink|cut (?:it|what|the))\b"
        r"|\b(?:do|does|did|should|got)(?:n.?t)? (?:they|the bank|the lender|a court|the judge) (?:have to|has to|need to|gotta|got to|\w+ to)? ?(?:credit|count|use|go by|look at|consider)\b",
        "unless": r"\bcredit (?:score|report|bureau)s?\b",
        "sections": "fair-value",
    },
    "proof": {
        "asked": _near(
            _PROVE,
            rf"(?:{_COURT}|{_LENDER}|who|value|worth|fmv|price|bid|hearing|confirm\w*|them|borrower|debtor|owner|we|i)",
            40,
        ),
        "unless": r"\bproof of (?:income|insurance|payment|funds)\b",
        "holds": r"\bprov(?:e|es|en|ing)\b|\bproof\b|\bburden\b|\bevidence\b|\bpresum|\bpersuade|\bmust (?:find|show)\b|\bmust first find|true market value",
        "sections": "fair-value procedure protection- overview rule- deadline-",
    },
    "court": {
        "asked": rf"\b(?:without|w/o|no|skip|skipping|avoid|bypass|need|needs|require[sd]?|involve[ds]?|go(?:es|ing)? (?:to|through|thru)|take (?:me|us|it|him|her|them|you) to|through|thru|have to|has to|must|ever|see a|a)\b[^.?!]{{0,22}}\b{_COURT}\b[^.?!]{{0,60}}\b(?:foreclos\w*|{_SALE}|take|taking|took|lose|home|house|property|place)\b"
        rf"|\b(?:foreclos\w*|{_SALE}|take|taking|took|lose|home|house|property|place|start)\b[^.?!]{{0,45}}\b(?:without|w/o|no|skip|skipping|avoid|bypass|need|needs|require[sd]?|involve[ds]?|go(?:es|ing)? (?:to|through|thru)|through|thru|in|by|file|filing)\b[^.?!]{{0,22}}\b{_COURT}\b"
        rf"|\b(?:without|w/o) (?:\w+ ){{0,3}}{_COURT}\b"
        r"|\b(?:sue|lawsuit)\b[^.?!]{0,20}\b(?:first|before|to)\b[^.?!]{0,30}\b(?:take|foreclose|sell|kick|lose)\b"
        r"|\b(?:must|have to|has to|need to|needs to|do|does|will|can) [^.?!]{0,25}\btake (?:us|me|him|her|them|you) to court\b(?![^.?!]{0,20}\b(?:for|over|to collect|to get)\b)"
        r"|\b(?:judicial|non-?judicial|court|trustee|judge|power of sale|advertisement|sheriff)(?:'s)?(?: sale| foreclosures?| state)?,? (?:or|vs?\.?|versus) (?:a |an |by |the |out |through )*(?:non-?judicial|judicial|court|trustee|judge|power of sale|action|advertisement|not)\b"
        r"|\b(?:is|are|was) (?:\w+ ){0,4}(?:a )?(?:non-?judicial|judicial)\b|\bget (?:a|any|their|our|my) (?:trial|day in court|hearing in front)\b|\b(?:take|sue|drag|bring) (?:me|us|him|her|them|you|owners|people) (?:to|in|into) court\b[^.?!]{0,40}\b(?:foreclos|first|before|take|sell)"
        r"|\b(?:how|steps?|walk (?:me|us) through|explain|stages|timeline|process(?: of)?|procedure)\b[^.?!]{0,30}\b(?:foreclosures?|foreclosed|foreclosing|foreclose|foreclosing on)\b(?= (?:works?|work|go|goes|done|happens?|process|usually|generally|normally|in|on|here|there|for)|\W*$|[?.,])"
        r"|\b(?:two|2|both|different|what|which|kinds?|types?|how many|usual|common|normal)\b[^.?!]{0,15}\b(?:ways?|kinds?|types?|methods?|routes?|tracks?|sort)\b[^.?!]{0,25}\bforeclos\w*"
        r"|\b(?:they|banks?|lenders?)(?: (?:have|has|need|got))?(?: to)? (?:sue|go to court|file)\b[^.?!]{0,25}\bor\b[^.?!]{0,30}\b(?:sell|auction|sale)"
        r"|\b(?:how|the way) (?:it|this|that|things|they)(?:'s| is| are| gets?| usually| normally)* (?:done|do (?:it|this|that|things)|works?|goes?) (?:here|there|in|down here|around here|out here)\b"
        r"|\b(?:make|force|require|get|compel|demand) (?:them|the \w+|it|that they|they|him) (?:to )?(?:[\w']+ ){0,6}?(?:courts?|judge|judicial\w*|sue)\b(?! (?:order|date|papers|clerk|reporter))"
        r"|\bmortgage or (?:a )?(?:deed of trust|trust deed)\b|\b(?:deed of trust|trust deed) or (?:a )?mortgage\b|\b(?:do|does|is) (?:a |the )?(?:judge|court)s? (?:\w+ )?(?:involved|have to|need to|required|involve)\b",
        "unless": r"\bdeficienc\w+\b[^.?!]{0,25}\bwithout\b|\bwithout\b[^.?!]{0,25}\bdeficienc",
        "sections": "process",
    },
    "official": {
        "asked": r"\b(?:who|who'?s|whom|which official|what official|which office|whose job|which officer)\b(?: is| will| actually| does| it is| usually| even)*[^.?!]{0,12}\b(?:runs?|running|conducts?|conducting|holds?|holding|sells?|selling|handles?|in charge|auctions?|does the (?:sale|auction)|carries out|calls? the)\b",
        "holds": r"\b(?:sheriff|public trustee|commissioner|referee|special master|masters?|marshal|auctioneer|trustees? (?:holds?|sells?))\b",
        "sections": "process procedure protection- overview",
    },
    "floor": {
        "asked": _near(_LOW, _PRICE, 30)
        + r"|\b(?:opening|starting) bid\b|\bhow (?:little|low)\b|\blet (?:it|(?:the|my|our|his|her) (?:house|home|place)) go (?:for|at)\b",
        "unless": r"\b(?:under|below) (?:seal|oath|\d(?!/\d)|the (?:deed|note|mortgage|loan))",
        "holds": r"two.thirds|minimum|upset (?:price|bid)|\bless than (?:two|half|\d)|\bbelow (?:two|half|\d|the)|percent of|\bno bid\b|half of|adequate|inadequate|must bid|good.faith estimate|three.(?:fourths|quarters)|shock",
        "sections": "procedure protection- fair-value process overview rule- redemption",
    },
    "appraiser": {
        "asked": r"\bwho (?:\w+ )?(?:apprais|values? the)\w*|\bwho (?:decides|says|sets|determines|figures)\b[^.?!]{0,12}\b(?:what (?:the|my|our|his|her|a) (?:house|home|place|property) is worth|(?:the|its|my|our) value)\b|\bwho (?:picks|names|appoints|chooses)[^.?!]{0,20}\bapprais",
        "holds": r"apprais\w+ (?:under oath )?by\b|\bappraisers?\b",
        "sections": "procedure protection- process fair-value",
    },
    "selling_redemption": {
        "asked": r"\b(?:sell|assign|transfer|give away|sign over)\w*\b[^.?!]{0,25}\b(?:right of redemption|redemption rights?|rights? to redeem)\b",
        "holds": r"\b(?:assign|sell|sold|transfer)\w*\b[^.]{0,40}\b(?:redemption|redeem)|\b(?:redemption|redeem)\w*\b[^.]{0,60}\b(?:assign|sold|sell|transfer)",
        "sections": "protection- redemption procedure",
    },
    "owner_election": {
        "asked": r"\belect\w* (?:against|for (?:a )?(?:court|judicial))",
        "holds": r"\belect against|\belects? ",
        "sections": "protection- procedure deadline-",
    },
    "appraisers": {
        "asked": r"\bapprais\w+|\bwho (?:\w+ )?(?:sets?|says?|decides?|fix(?:es)?|names?)\b[^.?!]{0,20}\b(?:price|value|worth)\b",
        "unless": r"\b(?:my|our|his|her|own|private|recent|an?|the) apprais\w+ (?:said|says|came|was|at|of|put|is)\b|\bappraised (?:at|for|value (?:was|is|of))\b",
        "holds": r"\bapprais",
        "sections": "procedure protection- fair-value overview",
    },
    "meeting": {
        "asked": r"\bmediat\w+|\bsettlement conference|\b(?:sit|sat) down\b|\bface.to.face\b|\bmeet(?:ing)? with\b|\b(?:must|have to|has to|required? to|supposed to|need to|ever)\b[^.?!]{0,30}\b(?:meet|talk to|talk with|negotiate|counsel\w*)\b|\bfacilitat\w+|\bdispute resolution\b|\bconference\b|\bhousing counsel\w+ (?:first|required|before)",
        "holds": r"mediat|conference|meeting|dispute resolution|counseling",
        "sections": "procedure protection- process overview",
    },
    "notice": {
        "asked": _near(_LETTER, _FIRST, 30)
        + r"|\b(?:must|have to|need to|has to|supposed to|required to|obliges?)\b[^.?!]{0,30}\b(?:mail|mailed|send|swear|serve|notify|warn|record|disclose|state)\b|\bnotice of (?:default|sale|intent\w*)\b|\b(?:any|which|what) (?:notices?|letters?) (?:that|which|to|where)\b|\bhow much (?:warning|notice)\b|\b(?:days|weeks|months)'? (?:of )?(?:written )?notice\b",
        "unless": r"\b(?:got|received|have|has) (?:a |the )?notice (?:of|from) (?:the )?(?:deficiency|lawsuit)\b|\b(?:explain|write|help me with|draft) (?:this|the|a) letter\b",
        "holds": r"\bnotice|\bmail(?:s|ed|ing)?\b|\bletter|\bserved?\b|\bsworn?\b|\bswear",
        "sections": "protection- procedure process overview rule- fair-value",
    },
    "cure": {
        "asked": rf"\b{_FIX}\b",
        "holds": r"\bcure[ds]?\b|catch up|reinstat|missed payments|arrears|pay(?:ing)? off the loan|save the home|pay in full|in force",
        "sections": "protection- procedure redemption process overview",
    },
    "publishing": {
        "asked": r"\bnewspapers?\b|\bpublish\w*|\bpublication\b|\badvertis\w+|\bposted\b|\bposting\b|\bin the paper\b|\bonline listing\b|\bpublic(?:ly)? notice\b",
        "holds": r"publish|publication|newspaper|advertis(?:ed|ement is|e again|ing)|posted|posting|internet",
        "sections": "procedure process protection- deadline- rule-",
    },
    "confirming": {
        "asked": r"\bconfirm(?:s|ed|ation|ing)?\b|\bratif\w+|\bsigns? off\b|\bapproves? (?:the |a |it|this|any)|\b(?:court|judge)\b[^.?!]{0,25}\b(?:approve|okay|ok|bless|accept)\w*\b|\b(?:court|judge|sale) (?:hearing|approval)\b|\bhearing\b|\bfinal\b[^.?!]{0,15}\bsale\b|\bsale\b[^.?!]{0,15}\bfinal\b",
        "unless": r"\bconfirm (?:that|whether|if|this|my|the (?:rule|statute|cite))\b",
        "holds": r"\bconfirm|\bratif|\bapprove|\bhearing",
        "sections": "procedure protection- overview process fair-value rule- deadline-",
    },
    "speed": {
        "asked": rf"\bbetween (?:the )?(?:foreclosure )?judge?ment and (?:the )?(?:\w+ )?(?:sale|auction)\b|\b(?:how (?:fast|soon|quick\w*|long|many (?:days|weeks|months))|when can|earliest|timeline|time ?line|how much time)\b[^.?!]{{0,85}}\b(?:{_SALE}|take (?:the|my|our)|lose (?:the|my|our)|kick)\b",
        "unless": r"\bhow (?:long|soon|many \w+|much time)\b(?![^.?!]{0,25}\b(?:auction|sell|foreclose)\b)[^.?!]{0,25}\b(?:after|since|from|following)\b|\b(?:sue|collect|file for|deficien\w*|redeem|move out|moving out|stay|leave|evict\w*|buy (?:it )?back|come after|go after|owe|judgment(?! and (?:the )?(?:\w+ )?(?:sale|auction)))\b",
        "holds": r"\b(?:days?|weeks?|months?)\b[^.]{0,90}\b(?:sale|sold|auction|publi\w+|complaint|suit|starts|default|foreclos\w+|sell|before|after)\b|\b(?:sale|sold|auction|notice)\b[^.]{0,60}\b(?:days?|weeks?|months?)\b",
        "sections": "procedure protection- process redemption overview",
    },
    "steps": {
        "asked": r"\b(?:what|which) (?:all )?(?:does|do|must|should|has|have|would) (?:a |the |my |our )?(?:lender|bank|servicer|mortgagee|trustee|they)\b[^.?!]{0,40}\b(?:before|to|in order to)\b[^.?!]{0,25}\b(?:foreclos\w*|auction\w*|sell|hold a sale)\b|\b(?:steps|stages|checklist|in (?:what )?order|requirements|prerequisites|conditions)\b[^.?!]{0,40}\b(?:foreclos\w*|sale|auction)\b|\bforeclos\w*\b[^.?!]{0,30}\b(?:steps|stages|checklist|requirements|prerequisites)\b",
        "holds": r"notice|certificate|hearing|\border\b|judgment|confirm|recorded|waiting period|appraisal|petition|mediation",
        "sections": "procedure protection- process overview",
    },
    "waiver": {
        "asked": r"\b(?:take|takes|took|taken|strip|cut|cuts|shorten|shortens|remove|removes|lose)\b[^.?!]{0,25}\b(?:redemption|right to redeem)\b|\bwaiv(?:e|ed|es|er|ers|able|ing)\b|\bsign(?:ed|ing)?(?: \w+)? away\b|\bgive up (?:the|my|our|your|this|that|those) (?:right|protection)\w*|\b(?:code|section|law|statute|rule|which|what)\b[^.?!]{0,25}\bmakes? (?:that|it|this|such)\b[^.?!]{0,20}\b(?:worthless|void|unenforceable|invalid|null)\b|\bfine print\b|\bcontract (?:around|out of)\b|\bagree(?:d)? (?:in|to) (?:the|give up)\b[^.?!]{0,20}\b(?:loan|mortgage|deed|papers|right)",
        "unless": r"\b(?:lender|bank|they|it|servicer|creditor|plaintiff|mortgagee|company|seller)\b(?: \w+){0,3} (?:waived?|waives|waiving|has waived|to waive)\b|\bwaive[sd]? (?:the |its |a |any )?(?:deficiency|rest|balance)\b|\bwaived or reserved\b",
        "holds": r"\bwaive|\bwaiver|signed? (?:that |this |\w+ )?away|gives? (?:this |it |up )|give up|gives? up|shorten",
        "sections": "protection- redemption fair-value procedure overview rule-",
    },
    "guarantor": {
        "asked": r"\bguarant(?:or|ors|y|ee|ees)\b|\bco-?sign\w*|\bsuret(?:y|ies)\b|\bco-?borrower",
        "holds": r"guarant|co-?sign|suret|co-?borrower",
        "sections": "protection- procedure rule- fair-value overview redemption",
    },
    "fees": {
        "asked": r"\b(?:attorney|attorneys|lawyer|lawyers|legal|counsel)(?:'?s|s')? fees?\b|\bfee.?shift\w*|\bprevailing party\b|\bloser pays\b|\bwho pays (?:the |for (?:the |my )?)?(?:lawyers?|attorneys?|court costs|legal)\b|\b(?:get|recover) (?:my |our |his |her )?(?:lawyer|attorney|legal) (?:fees|costs|money|bill)\b|\b(?:pays?|covers?|reimburses?) (?:for )?(?:my|our|his|her|their|the (?:borrower|owner|homeowner)'?s?) (?:lawyer|attorney)\b",
        "holds": r"attorney'?s?'? fees|\bwins\b|winning side",
        "sections": "fair-value protection- procedure rule-",
    },
    "price_to_redeem": {
        "asked": _near(
            r"(?:redeem\w*|redemption|buy (?:it )?back|buying (?:it )?back|get (?:it|the house|my house) back)",
            r"(?:cost|costs|price|interest|percent|how much|rate|pay|amount|added|taxes)",
            60,
        ),
        "holds": r"percent|interest|\bplus\b|by paying|by depositing|bond|for the sale price|\bpaid\b",
        "sections": "protection- redemption procedure",
    },
    "staying": {
        "asked": r"\bdemand(?:ed|s|ing)? (?:for )?possession\b|\b(?:stay|staying|live|living|remain|move out|leave|evict\w*|kicked? (?:me|us) out|possession|rent (?:it )?out|collect rent|inspect\w*)\b[^.?!]{0,50}\b(?:redemption|redeem|after (?:the |a |my )?(?:\w+ ){0,2}(?:sale|auction)|until|during|how long|meanwhile|while)\b|\b(?:redemption|redeem|after the (?:sale|auction)|how long|during|until|buyer)\b[^.?!]{0,50}\b(?:stay|staying|live in|remain|move out|evict\w*|kick\w* (?:me|us) out|possession|inspect\w*)\b",
        "holds": r"possession|\bstay in|remain in|\brent|inspect",
        "sections": "protection- procedure redemption process overview",
    },
    "vacant": {
        "asked": r"\b(?:does|do|did|will|would|can|could|is|was) [^.?!]{0,20}\b(?:having moved|moving out|moving away|moving|leaving early|not living (?:there|in it))\b|\bvacant\b|\babandon\w*|\bmoved out\b|\bempty (?:house|home)\b|\b(?:house|home|it) (?:sits|is|was) empty\b",
        "holds": r"abandon|vacant|moves out",
        "sections": "redemption protection- procedure process overview",
    },
    "short_sale": {
        "asked": r"\b(?:short.sale|short.sold)\b[^.?!]{0,80}\b(?:notice|letters?|papers?|paperwork|state|states|say|says|tell|must|1099|waive[ds]?|reserve[ds]?|extra|contribution|how (?:long|many)|years|sue|law|statute|cancel\w*|release\w*|owe|protect\w*|rule)\b"
        r"|\b(?:notice|letters?|papers?|paperwork|state|must|obliges?|1099|waive[ds]?|extra|contribution|law|statute|cancel\w*|release\w*|protect\w*|rule|cite)\b[^.?!]{0,80}\b(?:short.sale|short.sold)\b",
        "holds": r"short sale",
        "sections": "protection- limitations procedure rule-",
    },
    "second_loan": {
        "asked": _near(
            r"(?:second (?:mortgage|loan|lien)s?|2nd (?:mortgage|loan|lien)?|heloc|home equity (?:line|loan)|junior (?:lien|lender|loan|mortgage)\w*|second-lien)",
            r"(?:notice|notify|mail(?:s|ed)?|letter|statements?|certif\w+|swear|something first|first|before (?:it|they)|servicer|rules?)",
            60,
        ),
        "holds": r"second (?:mortgage|loan|lien)|second-lien|junior|second lender",
        "sections": "protection- procedure",
    },
    "surplus": {
        "asked": r"\bleft.?over money\b|\bsurplus\b|\bexcess (?:proceeds|money|funds)\b|\bmoney (?:is )?left over\b|\b(?:sold for|brought|fetched|went for|bid) more\b"
        r"|\b(?:do|does|who|what|where|happens?|supposed)\b[^.?!]{0,40}\b(?:the|that) (?:extra|overage|overbid|rest of the money)\b",
        "holds": r"left over|surplus",
        "sections": "protection- procedure",
    },
    "accounting": {
        "asked": r"\baccounting\b|\baccount (?:of|for) (?:the )?(?:sale|money|proceeds)\b|\b(?:spent|spend|spends|split|divided?|applied|distribut\w+|where (?:did|does|do|is)|what happens to|who gets|went)\b[^.?!]{0,30}\b(?:money|proceeds)\b|\b(?:money|proceeds)\b[^.?!]{0,25}\b(?:spent|split|divided|applied|distributed|go|goes|went)\b|\bauditor",
        "holds": r"\baccounts?\b|\baccounting|proceeds|auditor",
        "sections": "procedure protection- overview process",
    },
    "foreclosing_late": {
        "asked": r"\bforeclos\w+\b[^.?!]{0,20}\btoo (?:old|late)\b|\b(?:how (?:long|many years)|time limit|too late|too old)\b[^.?!]{0,60}\b(?:to (?:start|bring|begin|file) (?:a |the |its |their )?foreclos\w+|(?:mortgage|deed of trust)\b[^.?!]{0,20}\bbe foreclosed|to foreclose|(?:the |a )?mortgage(?: lien)? (?:live|last|lives|lasts)|mortgage lien)\b",
        "unless": r"\b(?:deficienc\w+|after (?:the |a |my |our )?(?:foreclosure|sale|auction))\b",
        "holds": r"foreclosed for \w+ years|\bto foreclosure\b|foreclosure from maturity|must be held within|years run on the|may not be started more than|mortgage lien \(",
        "sections": "limitations procedure protection-",
    },
    "by_entry": {
        "anywhere": "",
        "asked": r"\b(?:by|peaceable) entry\b|\bentry and possession\b|\b(?:did|made|just|only) (?:\w+ ){0,3}[\"'“‘]?entry\b",
        "holds": r"\bentry\b",
        "sections": "redemption process procedure",
    },
    "seal": {
        "asked": r"\bseal(?:ed)?\b|\bunder seal\b",
        "holds": r"\bseal",
        "sections": "limitations protection- procedure overview rule-",
    },
    "history": {
        "asked": r"\b(?:overturn\w*|overrul\w*|dead letter|repeal\w*|amend\w*|supersed\w*|abrogat\w*|still good law|new law|law change[ds]?|change(?:d|s)? (?:in )?the law|what year|since when|effective date|took effect|go(?:es)? into effect|reform|when did|used to be)\b",
        "holds": r"\b(?:19|20)\d\d\b[^.]*\b(?:law|act|effect|reform|change|legislation)|\b(?:law|act|effect|reform|amend\w*|repealed|since|forbids|chapter|overrul\w*|statute)\b[^.]*\b(?:19|20)\d\d\b|now forbids",
        "sections": "fair-value protection- overview procedure process rule- limitations",
    },
    "delay": {
        "asked": r"\b(?:delay\w*|postpone\w*|adjourn\w*|put off|push(?:ed)? back|stall\w*|buy (?:some |more )?time|hold off)\b[^.?!]{0,60}\b(?:sale|auction|foreclos\w*|sheriff|hearing|demand)\b|\b(?:sale|auction|foreclos\w*|sheriff|demand)\b[^.?!]{0,50}\b(?:delay\w*|postpone\w*|adjourn\w*|put off|push(?:ed)? back|stall\w*|buy (?:some |more )?time|hold off|waits?)\b|\bdemand for delay\b"
        r"|\b(?:more|extra|longer|additional|added|another few) (?:time|months?|weeks?|days|waiting)?\b[^.?!]{0,30}\b(?:before|until|till|ahead of) (?:the |a |my |our )?(?:\w+ )?(?:sale|auction|they sell)\b",
        "holds": r"\bdelay|postpone|adjourn|longer waiting",
        "sections": "rule- procedure protection- process overview",
    },
    "jury": {
        "asked": r"\bjury\b|\bjurors?\b",
        "holds": r"\bjury\b",
        "sections": "fair-value procedure protection- overview",
    },
    "bidding": {
        "asked": r"\b(?:bidding|outbid|out-bid|overbid|upset bids?|higher bid|top the bid|raise the bid)\b|\bhow much (?:higher|more)\b[^.?!]{0,30}\bbid\b|\b(?:owner|family|famil\w+|i|we|tenants?|relatives?|cousin|brother|sister|son|daughter|mom|dad|friend|heirs?|kin)\b[^.?!]{0,50}\b(?:bid|buy|purchase)\b[^.?!]{0,40}\b(?:sale|auction)\b"
        r"|\b(?:program|programme|law|discount|deal|special)\b[^.?!]{0,60}\b(?:bid|buy|purchase|deposit|down)\b[^.?!]{0,40}\b(?:sale|auction|sheriff)\b",
        "unless": r"\bbuy (?:it |the \w+ |our \w+ |my \w+ )?back\b|\bshort.sale\b",
        "holds": r"\bbidding\b|\boutbid|upset bids?|\bbids by\b|\bdeposit\b|buy at the",
        "sections": "protection- procedure redemption",
    },
    "sale_day": {
        "asked": r"\b(?:what|which|any|certain|particular) (?:days?|date|time|month)\b[^.?!]{0,40}\b(?:sale|sales|auctions?|auctioned|sell|held|hold)\b|\b(?:sale|sales|auctions?|auctioned|sell|held|hold)\b[^.?!]{0,60}\b(?:any|what|which|certain) days?\b|\bfirst (?:monday|tuesday|wednesday)\b",
        "unless": r"\b(?:my|our) (?:sale|auction) (?:date|day)\b|\bby (?:what|which) (?:day|date)\b|\bsue\b",
        "holds": r"first (?:Monday|Tuesday|Wednesday)|day of the month",
        "sections": "process procedure",
    },
    "voluntary": {
        "asked": r"\bvoluntar(?:y|ily)\b[^.?!]{0,40}\b(?:procedure|foreclosure|process|surrender|agreement|track|give|hand|turn)\b|\b(?:give|hand|turn)\w* [^.?!]{0,30}\bvoluntar(?:y|ily)\b",
        "anywhere": "",
        "holds": r"voluntary",
        "sections": "protection- rule- procedure process",
    },
    "force_court": {
        "asked": r"\b(?:make|force|require|get|compel|demand|have) (?:them|the \w+|it|that they|they|him|the bank) (?:to )?(?:[\w']+ ){0,6}?(?:courts?|judge|judicial\w*|by action)\b|\b(?:turn|convert|move|change|switch) (?:it|this|that|the \w+) (?:in)?to (?:a )?(?:court|judicial)\b",
        "holds": r"into a court case|require foreclosure by action|for court foreclosure|force a court",
        "sections": "protection- procedure process",
    },
    "sale_instead": {
        "asked": r"\b(?:ask|get|want|demand|request|force|have|make|move)\b[^.?!]{0,30}\b(?:real|actual|public|court.ordered|proper|an?|for) (?:\w+ )?(?:sale|auction)\b(?=[^?]{0,60}\b(?:instead|rather|strict|equity|law days?)\b)|\b(?:strict|law days?|equity)\b[^?]{0,90}\b(?:ask|get|want|demand|request|force|have|make|move)\b[^.?!]{0,30}\b(?:sale|auction)\b",
        "anywhere": "",
        "holds": r"ask for a (?:court-ordered )?sale|foreclosure by sale is ordered|sale instead|court-ordered sale",
        "sections": "protection- process procedure rule-",
    },
    "full_bid": {
        "anywhere": "",
        "asked": r"\b(?:bid|bids|bidding|credit bid|bought it for|took it for|bid in) (?:in |was |is )?(?:for )?(?:the |their |its |my |our )?(?:full|entire|whole|total|all of (?:the|my|our)|exactly) (?:\w+ ){0,2}?(?:judgment|debt|amount|balance|loan|payoff|mortgage|what (?:i|we) owed)\b|\bfull.credit bid\b|\b(?:bid|bids) (?:in )?(?:their|its|the) (?:own )?(?:judgment|whole claim|payoff)\b(?! (?:less|minus))",
        "holds": r"\bbid\b[^.]{0,40}\b(?:full|whole) (?:judgment|debt)|sale for the full judgment",
        "sections": "protection- fair-value rule- procedure",
    },
    "undoing": {
        "asked": r"\b(?:set aside|undo|void|cancel|throw out|challenge|contest|object(?:ion|ions)?(?: to)?|fight|attack|dispute|exceptions?)\b[^.?!]{0,30}\b(?:sale|auction|price|bid|figures|amount|confirmation|report|numbers|value)\b|\b(?:sale|price|bid|hearing)\b[^.?!]{0,45}\b(?:set aside|undone|voided|challenge[ds]?|contest(?:ed)?|object(?:ed|ion)?|attacked|unfair|shock\w*|speak up|say something|have a say)\b|\bshock\w* the conscience\b|\binadequa\w+|\bduty\b[^.?!]{0,30}\b(?:fair|good|best|reasonable) price\b|\b(?:barely|hardly|never|did ?n.?t|not) (?:even |really |properly )?advertis\w+|\b(?:told|kept|chased|scared|turned away) (?:the |other |off )*(?:bidders?|buyers?)\b|\bspeak up\b|\bhow (?:do|can) (?:i|we) (?:object|fight|contest)\b|\bhow (?:long|many days|much time)\b[^.?!]{0,25}\bto (?:object|contest|challenge)\b",
        "holds": r"set aside|\bobject|exceptions|shock|good faith|diligence|contest|challenge|refuse|inadequate|unconscionable|attack|void|undo|new sale|resist|oppos|stop the sale|bring evidence",
        "sections": "fair-value procedure protection- overview deadline- rule-",
    },
}
