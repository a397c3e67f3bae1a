"""Words for places, and words that look like places and are not."""

import re

from bot.understand.statenames import NAMES

_NICKNAMES: dict[str, str] = {
    "AK": r"kenai peninsula|mat-?su(?: valley| borough)?",
    "AL": r"'?bama|b'?ham(?!,? wa)",
    "AR": r"lil'? rock",
    "AZ": r"lake havasu|phx|zona(?! (?:rosa|de))|verde valley",
    "CA": r"sacto|cali\b|so-?cal|nor-?cal|silicon valley|bay area|inland empire|san fran|(?:san joaquin|coachella|san fernando|san gabriel|napa) valley|high desert",
    "CO": r"front range|western slope",
    "DC": r"nation's capital",
    "FL": r"west palm(?! beach)|jax|broward|miami-?dade|pinellas|palm beach county|florida keys|space coast|treasure coast|so-?flo",
    "GA": r"atl|gwinnett|hotlanta",
    "HI": r"kona|maui|oahu|o'ahu|kauai|kaua'i|molokai|(?<=on )(?:the )?big island",
    "ID": r"treasure valley|magic valley",
    "IL": r"chi-?town|dupage|chicagoland",
    "IN": r"indpls|indnpls|indplis|indy",
    "KS": r"kcks?",
    "LA": r"nola",
    "MA": r"cape cod|martha'?s vineyard|beantown",
    "MD": r"balt\b\.?(?:,? md| city)|balto|b-?more|(?<=on the )eastern shore(?! (?:of va|of virginia))",
    "MI": r"motown|macomb county|upper peninsula",
    "MN": r"mpls|twin cities|hennepin|iron range",
    "MO": r"st\.? louie|stl|kcmo",
    "NC": r"outer banks|obx|research triangle",
    "NJ": r"(?<=in )(?:south |north |new )?jersey\b(?! city)|s\. jersey|jersey shore|(?:(?<=river )|(?<=city )|(?<=ville )|(?<=town )|(?<=wood )|(?<=beach )|(?<=field ))jersey\b(?! (?:st|street|ave|road|rd)\b)",
    "NM": r"abq|burque",
    "NV": r"washoe|(?<!las )vegas|sin city",
    "NY": r"br?kl?yn|brklyn|bklyn|nyc|westchester|nys|long island|upstate(?! (?:sc|s\. ?c|south carolina|ny|n\. ?y|new york))|staten island|the bronx|hudson valley|finger lakes",
    "OH": r"cincy|cuyahoga|the nati",
    "OK": r"okc",
    "OR": r"willamette valley|multnomah|clackamas county",
    "PA": r"philly|phila\b\.?|lehigh valley|poconos|pittsburg\b(?!,? (?:ca|ks|tx|kansas|california|texas)\b)",
    "SC": r"low ?country",
    "SD": r"black hills",
    "TX": r"hou(?=,? tx)|dfw|tarrant county|bexar county|(?<=in )h-?town|hill country|rio grande valley",
    "UT": r"slc|salt lake(?! (?:st|street|rd|road|ave|dr|drive|county|city|potash))|wasatch front",
    "VA": r"nova(?! (?:scotia|southeastern))|hampton roads|tidewater(?=,? va)|shenandoah valley",
    "WA": r"puget sound|snohomish county|tri-?cities,? wa\w*",
    "VT": r"northeast kingdom",
}  # fmt: skip

NICKNAMES = tuple(
    (code, re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")) for code, pattern in _NICKNAMES.items()
)
"""Postal code and the pattern of its nicknames, lower case."""

LOS_ANGELES = re.compile(r"(?<![a-z0-9.])(?:l\.a\.|(?<=in )la)(?![a-z0-9])")

CITY_NAMED_AS_STATE: dict[str, str | None] = {
    "oklahoma city": "OK", "iowa city": "IA", "oregon city": "OR", "texas city": "TX", "nevada city": "CA",
    "michigan city": "IN", "missouri city": "TX", "california city": "CA", "florida city": "FL", "arkansas city": "KS",
    "colorado city": None, "virginia city": None, "kansas city": None, "delaware city": "DE", "new york city": "NY",
    "ohio city": "OH", "jersey city": "NJ", "carolina beach": "NC", "new york mills": None, "wyoming city": None,
}  # fmt: skip
"""Cities whose name holds a state's; None where the name does not tell the state."""

CITY_IN_OTHER_STATE: frozenset[tuple[str, str]] = frozenset(
    (name, code)
    for name, codes in {
        "delaware": "OH", "indiana": "PA", "nevada": "MO IA", "wyoming": "MI OH MN PA DE", "oregon": "OH WI IL MO",
        "virginia": "MN IL", "washington": "PA NC MO UT IL IN IA NJ GA KS LA CT MI", "california": "MD PA MO KY",
        "louisiana": "MO", "vermont": "IL", "florida": "NY", "kansas": "OK IL", "maine": "NY", "michigan": "ND",
        "missouri": "TX", "ohio": "IL", "tennessee": "IL", "texas": "MD", "iowa": "LA", "montana": "WI",
        "georgia": "VT", "alabama": "NY", "idaho": "OH", "colorado": "TX",
    }.items()
    for code in codes.split()
)  # fmt: skip
"""Towns that bear another state's name, as in "Indiana, PA"."""

FOREIGN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (country, re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"))
    for country, pattern in {
        "Canada": r"canada|vancouver,? b\.?c\.?|canadian|ontario|british columbia|alberta|quebec|québec|toronto|manitoba|saskatchewan|nova scotia|calgary|edmonton",
        "United Kingdom": r"(?:united kingdom|u\.k\.|uk|great britain|(?<!new )england|scotland|northern ireland)",
        "Ireland": "(?<!northern )ireland",
        "Mexico": r"(?<!new )(?<!n\. )mexico(?: city)?|cancun|tijuana|baja california",
        "Australia": "australia|queensland|new south wales",
        "New Zealand": "new zealand",
        "India": "india",
        "Philippines": "(?:the )?philippines",
        "Germany": "germany", "France": "france", "Spain": "spain", "Italy": "italy", "Portugal": "portugal",
        "China": "china", "Japan": "japan", "South Korea": "south korea|korea", "Brazil": "brazil", "Nigeria": "nigeria",
        "Kenya": "kenya", "South Africa": "south africa", "Israel": "israel", "Pakistan": "pakistan",
        "Singapore": "singapore", "Hong Kong": "hong kong", "Dominican Republic": "dominican republic",
        "Costa Rica": "costa rica", "Colombia": "colombia", "United Arab Emirates": "dubai|u\\.a\\.e\\.|uae",
        "Jamaica": "(?<=in )jamaica(?!,)", "Netherlands": "netherlands", "Sweden": "sweden", "Norway": "(?<=in )norway(?!,)",
        "Switzerland": "switzerland", "Bahamas": "bahamas", "Thailand": "thailand", "Vietnam": "(?<=in )vietnam",
    }.items()
)  # fmt: skip

TERRITORIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"))
    for name, pattern in {
        "Puerto Rico": r"puerto ?rico|puertorico|(?<=san juan, )pr",
        "Guam": "guam",
        "U.S. Virgin Islands": r"(?:u\.?s\.? )?virgin islands?|usvi|(?<=in )(?:st\.?|saint) (?:croix|thomas)",
        "American Samoa": "american samoa",
        "Northern Mariana Islands": "northern marianas?(?: islands?)?|saipan",
    }.items()
)
TERRITORY_OF_ZIP = {"PR": "Puerto Rico", "VI": "U.S. Virgin Islands", "GU": "Guam"}

_STATE = "|".join(sorted((re.escape(name) for name in NAMES), key=len, reverse=True))
_RELATIVE = (
    "friend|wife|husband|daughter|son|mother|father|sister|brother|aunt|uncle|cousin|niece|nephew|ex|partner|boyfriend|"
    "girlfriend|lawyer|attorney|realtor|agent|neighbor|boss|dog|cat|buddy|grandma|grandpa|counselor|tenant|landlord|client"
)
_SURNAMES = (
    "smith|johnson|williams|brown|jones|garcia|miller|davis|rodriguez|martinez|hernandez|lopez|gonzalez|wilson|anderson|"
    "thomas|taylor|moore|jackson|martin|lee|perez|thompson|white|harris|sanchez|clark|ramirez|lewis|robinson|walker|young|"
    "allen|king|wright|scott|torres|nguyen|hill|flores|green|adams|nelson|baker|hall|rivera|campbell|mitchell|carter|"
    "roberts|turner|phillips|parker|evans|edwards|collins|stewart|morris|murphy|cook|rogers|morgan|cooper|peterson|reed|"
    "bailey|bell|kelly|howard|ward|cox|diaz|richardson|wood|watson|brooks|bennett|gray|james|reyes|cruz|hughes|price|"
    "myers|long|foster|sanders|ross|woolf|o'keeffe"
)
NOT_PLACES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bbank of (?:the )?[a-z]+(?: (?:mellon|york|america|west|texas))?",
        r"\b(?:wells|wels) ?far(?:go|ago)\b|\bwells\b|\bchase\b|\bciti(?:zens)?(?: bank| mortgage| one)?\b|\bu\.?s\.? bank\b|\bwashington mutual\b|\bwa ?mu\b",
        r"\bnew york (?:community|mortgage|life|mellon|times|private)\b|\bwashington (?:post|federal|trust|monument)\b|\bgeorge washington\b",
        r"\bfirst (?:tennessee|american|hawaiian|florida|georgia|virginia|national)(?: bank| title| trust)?\b|\b(?:pacific|great) western\b",
        r"\b(?:fannie mae|freddie mac|ginnie mae|lincoln (?:financial|memorial|navigator)|jackson hewitt|mr\.? cooper|harley davidson)\b",
        rf"\b(?:{_STATE}) (?:savings|mutual|federal (?:savings|credit)|community bank|national bank|republic bank|capital bank|credit union|housing finance|mortgage (?:corp|inc|co\b)|trust co|corporation|llc(?! owned\b)|statutory trust|limited|city bank)\w*",
        rf"\b(?:{_STATE}) (?:ave|avenue|st|street|blvd|boulevard|rd|road|drive|dr|lane|ln|way|pkwy|parkway|hwy|highway|terrace|circle)\b(?! (?:court|foreclos))",
        rf"\b(?:virginia|georgia|carolina|dakota|montana|savannah|austin|dallas|madison|jackson|charlotte|phoenix|brooklyn|paris|tyler|taylor|logan|jordan|aurora) (?:{_SURNAMES})\b",
        # a house by its number: "1420 Maple Grove Road"
        r"(?<![$,.0-9])\b[0-9]{1,5} (?:(?!(?:in|of|on|at|for|to|from|near|and|the|my|our|their|his|her|was|is|houses?|homes?|acres?|days?|weeks?|months?|years?|grand|thousand)\b)[a-z'.]+ ){1,3}(?:ave|avenue|st|street|blvd|boulevard|rd|road|drive|dr|lane|ln|pkwy|parkway|hwy|highway|terrace|circle|cir|court|ct|trail|trl|loop|pike|place|pl)\b(?! (?:sale|foreclos|judg|order|papers|case))",
        r"\bnew england\b|\bindian(?:s|apolis colts)?\b|\btexas (?:ratio|two-step)\b|\bmobile homes?\b|\b(?:ohio|mississippi|missouri|colorado|delaware) river\b|\blake michigan\b",
        r"\breading (?:the|this|my|a|it|about|that|your|through|up|over|all)\b",
    )
)

NAMED_PERSON = re.compile(
    rf"\b(?:(?:my|his|her|our|their|the) (?!client,)(?:{_RELATIVE})(?:'s name is|,| is| named)?|named|name is|name's|mr\.?|mrs\.?|ms\.?|dr\.?|"
    r"judge|aunt|uncle) (?P<name>[a-z]+)"
)
"""Someone's name after what they are; a name where it has a capital."""
