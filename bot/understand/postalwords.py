"""What stands around a state's postal code, and the codes that are words too: the patterns of `postalcodes.py` and `notcodes.py`."""

import re

WORDY = frozenset("AL CO CT DE HI ID IN LA MA MD ME MS OH OK OR PA VA".split())
# these are ordinary words in small letters
SELDOM_LOWER = frozenset("OR IN ME OK HI".split())
SELDOM_BEGIN = frozenset("MD MO MS PA DE ID".split())  # in small letters they are no word that a sentence begins with
NO_GIVEN_WORD = frozenset("MD MO MS PA MI NE MT AR IA ND VA".split())  # in a counselor's note they mean the state
CLIENT_AFTER = re.compile(r" (?:client|clt)\b|: ?[a-z0-9]")
HOMESTEAD_AFTER = re.compile(
    r" (?:farm(?:land)?|ranch|homestead|rental|duplex|triplex|fourplex|condo)\b"
)  # "nd farm 200 acres"
REDEEM_AFTER = re.compile(r" (?:redeem|redemption|sheriff'?s?|shrf|judge?ment|short sale)\b")
ENDS = re.compile(r" ?$|[.,;?!]")  # "fort wayne in.", "tulsa ok, sold"
LOWER = frozenset("AZ TX NV CA FL NJ WA NY NC SC MN WI IL UT TN KY WV NH RI SD VT WY KS NM GA DC".split())
CODE = re.compile(r"(?<![A-Za-zÀ-ÿ0-9$&'/.-])(?P<code>[A-Za-z]{2})(?![A-Za-zÀ-ÿ0-9&']|-[A-Za-z0-9]|\.[A-Za-z])")
SLASHED = re.compile(r"(?<![A-Za-z0-9])(?P<a>[A-Z]{2})/(?P<b>[A-Z]{2})(?![A-Za-z0-9])")
NOTED_AFTER = re.compile(r", ?(?:refi\w*|sale|pm|purch\w*|owed|1st|2nd|owner|oo|sfr|trustee|heloc|cash|loan|bid|def)\b")
# what stands between two states of which the second is another place
ELSEWHERE = re.compile(
    r"\b(?:in|from|to|of|moved|live[sd]?|living|resid\w+|now|and|but|or|vs|sister|brother|mom|dad)\b|[.;!?] (?=[a-z])|/|&",
    re.IGNORECASE,
)
TRUSTEE_AFTER = re.compile(r" (?:sheriff|trustee)(?:'?s)? (?:sale|sold|auction|deed)\b")
LAW_AFTER = re.compile(
    r"[ ](?:law|laws|statutes?|code|anti-?deficiency|homeowners?|residents?|rules?|courts?|trustee'?s?|nonjudicial|non-judicial|judicial)\b"
)
HOUSE_AFTER = re.compile(
    r"[ ](?:deficiency|foreclos\w+|house|home|property|mortgage|strict|redemption|power of sale|sale|case|short sale|condo)\b"
)
NOTE_AFTER = re.compile(
    r" ?[,:;.-] ?(?:judicial|non-?judicial|nonjud|power|pos\b|trustee|t\.?s\b|tds\b|sheriff|sher\b|jgmt|jdgmt|judge?ment|stat\b|foreclos|fc\b|f/c|fcl|deficiency|def\b|mortgage|dot\b|deed|purchase|sale|strict|hoa|owner|o/?o\b|client|sfr|sfh|duplex|refi|heloc|1st|2nd|first|second|advertisement|court|sold|bank|lender|3rd|third|upb|debt|owed)"
)
# a note may begin with the code and no comma ("OH sheriff's sale"); words that also begin a sentence need the comma
JARGON_AFTER = re.compile(
    r" (?:judicial|jud\b|non-?judicial|nonjud|power of sale|pos\b|(?:public )?trustee|ts\b|sheriff'?s? sale|auction\b|(?:outsider|stranger|third[- ]party|investor|lender|bank) (?:bought|bid|took|got|says?|said|wants?|sued|foreclosed)\b|foreclos|fc\b|f/c|deficiency|def\b|"
    r"trust deed|deed of trust|executory process|exec(?:utory)? proc|deed[- ]in[- ]lieu|short sale|mortgagee|strict|advertisement|dot\b|td\b|client\b|residential\b|sfr\b|heloc\b|o/?o\b)"
)
# "CO 2nd mortgage wiped out": the loan that a note is about
LOAN_AFTER = re.compile(
    r" (?:(?:1st|2nd|first|second|junior|jr) (?:mortgage|mtg|lien|loan|trust|dot|td|heloc)|note (?:under seal|accelerated|called))\b"
)
# "knoxville tn 138 owed": no number of a road or a floor
OWED_AFTER = re.compile(
    r" (?:[$][0-9]|[0-9]{2,3}k\b)| [$]?[0-9][0-9,.]*k? (?:owed|debt|sold|bid|upb|jgmt|judge?ment|was owed|is owed)\b"
)
# "cite for az 90 days": no number of a road either
PERIOD_AFTER = re.compile(r" [0-9]{1,3}[ -](?:days?|months?|years?|yrs?|mos?)\b")
ZIP_AFTER = re.compile(r",? (?P<zip>[0-9]{5})(?![0-9])")
END = re.compile(r"[ ]?[?.!,]*\s{0,3}$|[ ]?[?!.](?= |$)")
# a note begins with the place: "medford or, rental", "lancaster co pa."
HEADED = re.compile(r"(?:^|[.;:?!\n(] ?|- )(?P<name>[a-z][a-z.' -]{2,30}?)(?P<county> (?:county|cnty|co)\.?)?,? $")
BEFORE_A_PLACE = frozenset("in near my our his her their".split())
PAUSE_AFTER = re.compile(r" ?[,.;:/-]")
# "st louis county mo.", "lane county OR: court foreclosure"
COUNTY_BEFORE = re.compile(
    r"\b(?P<name>[a-z.'-]{2,20}(?: [a-z.'-]{2,20}){0,2}) (?:county|cnty|cty|co)\.?(?P<comma>,?) $", re.IGNORECASE
)
# "had a rental in medford or w a trust deed", "nr bend OR:"
PLACED_BEFORE = re.compile(
    r"\b(?:in|near|nr|outside|outside of) (?P<name>[a-z.'-]{3,20}(?: [a-z.'-]{2,20})?) $", re.IGNORECASE
)
WITH_AFTER = re.compile(r" (?:w|w/|with|on|under) (?:an?|the|my|our)\b|w/")
# "in northern va", "southern md"
REGION_BEFORE = re.compile(
    r"\b(?:(?:north|south)(?:east|west)?|east|west)ern $|\bin (?:(?:north|south)(?:east|west)?|east|west|central|upstate) $"
)
# "MN 240-ac farm", "TX 3-unit bldg": the size of a home and no road
SIZE_AFTER = re.compile(r" [0-9]+(?:-[a-z]+| (?:ac|acres?|units?|br|bdrms?|fam|family|flat)\b)")
SHORTHAND_AFTER = re.compile(
    r" (?:ts|t/s|tds|jud|f/c|fc|pos|o/o|non-?o/o|jmt|jgmt|own-?occ|nonjud|rental|owner|court|trustee|sheriff|sale|bank|lender|"
    r"def|1st|2nd|heloc|refi|sfr|sfh|condo|duplex|strict|deed|short|[0-9$]|foreclos|home|house|case|client|clt|auction)"
)
LEAD = re.compile(r"(?:^|[.;:?!\n(] ?|- )$")
PAIRED = re.compile(r"\b(?P<code>[A-Z]{2}),? ?(?:and|or|vs\.?|versus|&|to|,|from|than) $")
LISTED_BEFORE = re.compile(r"\b(?P<code>[A-Z]{2})(?:,| ) ?$")
LISTED_AFTER = re.compile(r",? (?P<code>[A-Z]{2})\b")
PAIR_AFTER = re.compile(r",? (?:and|vs\.?|versus|&|to|than) (?P<code>[A-Z]{2})\b")
WORDS_BEFORE = re.compile(r"([A-Za-z.'-]{2,20})(?: ([A-Za-z.'-]{2,20}))?(?: ([A-Za-z.'-]{2,20}))?(,?) ?$")
NOT_TOWNS = frozenset(
    "i we the a my our they he she it this that if and but or so in on at by to from is was are do does can could will "
    "owe owed sold bid house home bank lender court what how when where who why yes no not mr mrs ms dr please thanks hi "
    "hello ok loan mortgage sale foreclosure trustee judgment state law client fmv upb dot".split()
)
MONTH_BEFORE = re.compile(
    r"\b(?:per|an?|each|every|last|this|next|past|one|two|three|four|five|six|nine|ten|twelve|few|several|couple|/) $"
)
NAME_AFTER = re.compile(r" (?P<first>[a-z'-]{2,20})(?: (?P<second>[a-z'-]{2,20}))?")
SPANISH = re.compile(r"\b(?:de|en|a|que|con|por|es|y) $")
# "in ct" of a court
COURT = re.compile(
    r"\b(?:appear\w*|filed|answer\w*|show\w*(?: up)?|back|suit|case|papers|hearing|be|go|went|going)\b.{0,12}$"
)
COURT_AFTER = re.compile(r" (?:on|next|this|tomorrow|again|date|yesterday|yet|order\w*|hearing|clerk|case|papers)\b")
WILL_AFTER = re.compile(r" (?:be|lose|have|get|never|still|need|try|just|pay|go|end|probably|ever)\b")
# "foreclosed in Texas, VA says I owe them": the Department of Veterans Affairs
VETERANS_AFTER = re.compile(
    r" (?:says?|said|wants?|sent|paid|told|claims?|debts?|benefits?|entitlement|guarant\w*|loans?|backed|insured|counselor|hospital|disability)\b"
)
# a turn that speaks of veterans or of a loan of their department means that department by its letters, too
VETERANS = re.compile(
    r"\b(?:vets?|veterans?|gi bill)\b|\bva (?:home )?(?:loans?|mortgages?|guarant\w*|backed|entitlement)\b"
)
DAY_AFTER = re.compile(r" [0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b")
DATED_BEFORE = re.compile(r"(?:\b(?:19|20)[0-9]{2}|/[0-9]{2,4}) $")
QUARTERS = frozenset({"NE", "SE", "NW", "SW"})
QUARTER_AFTER = re.compile(r" (?:[0-9]+(?:st|nd|rd|th)?\b|[a-z]+ (?:st|ave|avenue|street|blvd|rd|road|dr|ct|pl|way)\b)")
