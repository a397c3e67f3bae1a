"""Words for places, and words that look like places and are not."""

import re

from bot.understand.statenames import NAMES

_NICKNAMES: dict[str, str] = {
    "AZ": r"ariz\b\.?|zona",
    "CA": r"cali\b|calif\b\.?|so-?cal|nor-?cal|silicon valley|bay area|inland empire|san fran",
    "CO": r"colo\.",
    "CT": r"conn\b\.?",
    "DC": r"d\.c\.|nation's capital",
    "FL": r"fla\b\.?|jax",
    "GA": r"atl",
    "IL": r"chi-?town|chicagoland",
    "IN": r"indy",
    "LA": r"nola",
    "MA": r"(?<![a-z] )mass\b\.?(?! )|(?<=in )mass\b\.?|mass\.(?= |$)|(?<=, )mass\b|mass(?= (?:foreclos|law|deficien|house|home|mortgage))",
    "MI": r"mich\b\.?",
    "MN": r"minn\b\.?|twin cities",
    "MO": r"st\.? louie",
    "NC": r"n\. ?c(?:arolina|\.)",
    "NJ": r"n\. ?j\.|(?<=in )(?:south |north |new )?jersey\b(?! city)|s\. jersey",
    "NV": r"nev\.|vegas|sin city",
    "NY": r"nyc|n\. ?y\.(?:c\.)?|long island|upstate|staten island",
    "OK": r"okla\b\.?|okc",
    "OR": r"ore\.(?= |$|,)",
    "PA": r"(?<=in )penn\b\.?|^penn|penna\b\.?|philly|(?<=, )penn\b|pittsburg\b(?!, ?(?:ca|ks))",
    "SC": r"s\. ?c(?:arolina|\.)",
    "SD": r"s\. ?d(?:akota|\.)",
    "ND": r"n\. ?d(?:akota|\.)",
    "NM": r"n\. ?m(?:exico|\.)",
    "NH": r"n\. ?h\.",
    "RI": r"r\. ?i\.",
    "WV": r"w\. ?va\.?|w\. ?virginia",
    "TN": r"tenn\b\.?",
    "TX": r"tex\b\.?|texes|texus|dfw|(?<=in )h-?town",
    "UT": r"slc",
    "WA": r"(?<=in )wash\b\.?|wash\.(?! )|(?<=, )wash\b\.?|wash\.(?= (?:state|law|foreclos))",
    "WI": r"wis\.|wisc\b\.?",
    "WY": r"wyo\b\.?",
    "ID": r"idahoe",
    "AR": r"(?<=in )ark\b\.?|, ark\b\.?",
    "VA": r"(?<=, )va\.",
    "KY": r"(?<=, )ky\.",
    "GA2": r"(?<=, )ga\.",
    "IL2": r"(?<=, )ill\.|(?<=in )ill\.",
    "IN2": r"(?<=, )ind\.",
    "MS2": r"(?<=, )miss\.",
    "MD2": r"(?<=, )md\.",
}  # fmt: skip

NICKNAMES = tuple(
    (code[:2], re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")) for code, pattern in _NICKNAMES.items()
)
"""Postal code and the pattern of its nicknames and printed abbreviations, lower case."""

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
        "Canada": "canada|canadian|ontario|british columbia|alberta|quebec|québec|toronto|manitoba|saskatchewan|nova scotia|calgary|edmonton",
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
        rf"\b(?:{_STATE}) (?:savings|mutual|federal (?:savings|credit)|community bank|national bank|republic bank|capital bank|credit union|housing finance|mortgage (?:corp|inc|co\b)|trust co|corporation|llc|statutory trust|limited|city bank)\w*",
        rf"\b(?:{_STATE}) (?:ave|avenue|st|street|blvd|boulevard|rd|road|drive|dr|lane|ln|way|pkwy|parkway|hwy|highway|terrace|circle)\b(?! (?:court|foreclos))",
        rf"\b(?:virginia|georgia|carolina|dakota|montana|savannah|austin|dallas|madison|jackson|charlotte|phoenix|brooklyn|paris|tyler|taylor|logan|jordan|aurora) (?:{_SURNAMES})\b",
        r"\bnew england\b|\bindian(?:s|apolis colts)?\b|\btexas (?:ratio|two-step)\b|\bmobile homes?\b|\b(?:ohio|mississippi|missouri|colorado|delaware) river\b|\blake michigan\b",
        r"\breading (?:the|this|my|a|it|about|that|your|through|up|over|all)\b",
    )
)

NAMED_PERSON = re.compile(
    rf"\b(?:(?:my|his|her|our|their|the) (?:{_RELATIVE})(?:'s name is|,| is| named)?|named|name is|name's|mr\.?|mrs\.?|ms\.?|dr\.?|"
    r"judge|aunt|uncle) (?P<name>[a-z]+)"
)
"""Someone's name after what they are; a name where it has a capital."""

COMMON_WORDS = frozenset(
    "antelope apex badger banning bear bell bend boulder brick buckeye butte cabot camas central centennial champaign clay "
    "commerce concord converse corona coronado crystal cypress defiance derby dover eagle eden enterprise essex euclid "
    "experiment fishers flint fountain freeport friendship galt golden green groves hercules hickory highland holiday holland "
    "hope hopewell hough humble hurricane hurst imperial independence industry jupiter kent lake lancaster laurel liberal "
    "liberty lima loveland magna mentor mercedes mesquite midway mission mobile mustang normal novi opportunity orange "
    "orchards oxford pace palatine paradise paramount parole pearl pekin plantation plum portage price prospect prosper "
    "providence queens reading republic revere rye savage sebastian shoreline sparks spring springs sterling stow summit "
    "sunrise sunset superior surprise sycamore temple union university upland uptown venice victoria vineyard vista walnut "
    "weston westside whitehall york young center downtown rolling justice bridgeport canton carol sale north south east west "
    "federal way park home house bonds seal level short bay mesa marina harmony harvest rosemary star story grant bush rich "
    "liberal rocky ash pine maple willow rose lily daisy olive ivory amber mount aliso sandy rocklin sachse".split()
) - {"mesa", "providence", "boulder", "concord", "corona", "queens", "sparks"}  # fmt: skip
"""City names that are ordinary words: read as a city only after "in" and with a capital, or before a state."""

FIRST_NAMES = frozenset(
    "austin charlotte jackson madison lincoln orlando aurora savannah dallas jordan paris eugene gary elizabeth florence "
    "helena troy warren wayne allen alexandria anderson arnold bryan campbell carson chandler chester clayton clinton davis "
    "davenport dalton douglas duncan everett franklin frederick garner gilbert gordon graham griffin hamilton harrison "
    "harvey henderson howard hudson irving jasper johnston kyle lawrence leander linda logan lynn marshall martinez mason "
    "marion milton mitchell monroe morgan murray nelson norman norton parker perry randolph richardson rogers roy shelby "
    "sheridan sherman sidney stanton taylor trenton tucker tyler vincent walker wilson winston wright alice alvin andover "
    "baldwin burton calhoun carey clark cleveland collins corinth curtis dayton denton dixon doral ferguson fremont garland "
    "gladstone grant hampton hayward holland houston irvine jefferson kendall kenner kingston landon laredo layton lee "
    "lewis livingston marietta melissa memphis montgomery odessa olivia oscar palmer patterson porter preston quincy raleigh "
    "reno robinson salem santiago sanford shirley spencer stuart sydney thomas tracy valencia vernon victor virginia wesley "
    "whitney windsor winnie baker carter chase dale devon dean denver devin duarte eric erie".split()
) - {"cleveland", "denver", "houston", "memphis", "raleigh", "reno", "salem", "erie", "dayton", "orlando", "laredo"}  # fmt: skip
"""City names that are people's names too: read as a city only after "in", "near" or "at", or before a state."""
