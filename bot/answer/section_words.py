"""The words and subjects by which section.py tells what is asked of a state's record."""

import re

from bot.topics import Topic

HAPPENED = re.compile(r"\b(?:sold|auctioned|lost|took|foreclosed)\b", re.IGNORECASE)
# "was foreclosed in Seattle, 2012, trustee"
WAS_LOST = re.compile(
    r"\b(?:was|were|got|been) (?:foreclosed|auctioned|sold)\b(?!.*\b(?:rules?|laws?|period|limit|redemption)\b)",
    re.IGNORECASE,
)
# who says none of these does not ask for the home itself
GETS_BACK = re.compile(
    r"\bre-?deem|\bredemption\b|\bback\b|\bkeep|\bsave|\bundo|\brecover|\bregain|\breclaim|\brevers|\bafter (?:the |a )?(?:sale|auction)\b",
    re.IGNORECASE,
)
# a line on the balance after one tells nothing beside another subject
OF_AN_EXIT = re.compile(r"\bshort sale or (?:a )?deed in lieu\b")
HOW = frozenset({"own_suit", "house_first", "filing", "rule_120", "electing"})  # by which way a claim is made
OF_A_SALE = re.compile(
    r"\b(?:foreclos\w*|sale|sells?|sold|auction\w*|redeem|redemption|deficien\w*|trustee|sheriff|mortgage\w*|lender|bank|home|house)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\?|\b(?:what|which|who|whom|whose|when|where|why|how|cite|citation|statute|section|code|authority|need|explain|list|tell)\b"
    r"|^\W*(?:so |and |ok |but )*(?:is|are|was|were|can|could|do|does|did|will|would|must|may|has|have)\b",
    re.IGNORECASE,
)
# whether anything is owed, asked outright: the rule answers it, whatever else the story touches
OWES = re.compile(
    r"\b(?:owe|owed|owing|owes|liable|liability|on the hook)\b|\b(?:come|go|coming|going) after\b"
    r"|\b(?:sues?|suing|chas(?:e|es|ing)|pursu(?:e|es|ing)) (?:me|us|him|her|them|my|for)\b|\bno deficienc|\bmake (?:me|us|him|her|them) pay\b"
    r"|\b(?:can|could|may|will) (?:they|it|(?:the |my |a )?(?:(?:he-?loc|second|2nd|junior|equity|other|first|1st) )?(?:bank|lender|loan|holder|mortgage company|he-?loc|second|2nd|junior|1st|first)) (?:still )?(?:sue|collect|get|seek)\b"
    r"|\b(?:get|gets|collect|claim|take|want|demand)\w* (?:the (?:difference|rest|balance|remainder|shortfall)|more|any more)\b"
    r"|\b(?:def\b|deficiency)\W*(?:\w+ ){0,2}(?:viable|available|possible|ok|allowed|recoverable|collectible|collectable|enforceable|barred|permitted)\b|\bdeficiency\W*\?|\blegit\b"
    r"|\bdebt (?:is |be )?gone\b|\bnon-?recourse\b|\bwant(?:s|ing)? (?:the|what'?s) (?:rest|left)\b",
    re.IGNORECASE,
)
# a statute is asked for by the name of its code too: "need RCW for upset price"
CITES = re.compile(
    r"\b(?:cite|citation|statute|authority|code (?:section|on|for|where|that)|(?:\w+ )code for|rcw|mcl|mcla|tca|nrs|ors|orc|rsmo|ocga|vsa|"
    r"kar|ksa|krs|cgs|ucc|sdcl|nmsa|rpapl|(?:fla|minn|neb|wis|conn|ark|rev|comp)\.? (?:stat|code))\b|\bsection (?:on|for|that)\b",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\b(?:by|until|till|on|before) (?:what|which) (?:day|date)|\bby when\b|\buntil when\b|\bwhen (?:is|was|must|do|does|can)\b|\bhow (?:long|many|soon|much time)\b"
    r"|\bin what time\b|\bwithin what\b|\bwhat(?:'s| is) the (?:time|window)\b|\blast day\b|\bdead ?line\b|\btoo late\b|\bout of time\b|\bstill (?:have )?time\b|\bin time\b",
    re.IGNORECASE,
)
# "until when can the lender file its motion": what the owner may do in time is not asked
LENDER_ACTS = re.compile(
    r"\b(?:lender|bank|servicer|creditor|mortgagee|credit union|plaintiff|(?:mortgage )?company|collector|they)(?:'s)? (?:\w+ ){0,4}(?:file|sue|collect|claim|seek|pursue|hit|motion|mtn|suit|move)\b"
    r"|\bhow (?:long|much time|many (?:days|weeks|months|years)) (?:does|do|has|have|did|will) (?:the |my |our )?(?:lender|bank|servicer|creditor|mortgage company|credit union|they)\b",
    re.IGNORECASE,
)
# subjects on which no state's record says anything
NO_STATES = frozenset(
    {
        Topic.CREDIT,
        Topic.TAX,
        Topic.BANKRUPTCY,
        Topic.SERVICING,
        Topic.DEBT_COLLECTOR,
        Topic.FEDERAL_LOAN,
        Topic.MILITARY,
        Topic.SCAM,
        Topic.REVERSE_MORTGAGE,
        Topic.HELP,
    }
)
# subjects that the guide and the federal rules decide, whatever else is asked
ELSEWHERE = NO_STATES | {Topic.GARNISHMENT, Topic.BANK_LEVY}
# subjects that the guide tells for every state, and a state's record only where the question names its own ways
NATIONWIDE = frozenset(
    {
        Topic.KEEP_HOME,
        Topic.MOVING_OUT,
        Topic.LAWSUIT,
        Topic.COLLECTION,
        Topic.SALE_NOTICE,
        Topic.SETTLEMENT,
        Topic.DEFENSES,
        Topic.FIRST_STEPS,
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
        Topic.SECOND_MORTGAGE,
        Topic.SURPLUS,
        Topic.COSIGNER,
    }
)
_OWN_WAYS = """
    redemption value filing reporting trustee_account swearing mailing valuer defenses_left rule_120 petition electing proof court official floor appraisers meeting publishing confirming speed own_suit house_first fees staying
    price_to_redeem short_sale second_loan seal history delay jury accounting steps bidding sale_instead full_bid surplus vacant by_entry undoing sale_day
    voluntary debt_buyer force_court
"""
STRONG = frozenset(_OWN_WAYS.split())
