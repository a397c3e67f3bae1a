"""A few words that go on with the talk ("and the taxes?") as the question they stand for."""

import re

from bot.topics import Topic

LONGER = 10  # words; everyday words in a longer turn are not the whole of it
FEW = 8  # words; more of them say themselves what is asked
_GOES_ON = re.compile(
    r"\W*(?:(?:ok(?:ay)?|so|and|but|also|then|well|now|plus|what about|how about|what of|tell me about)\b\W*)+",
    re.IGNORECASE,
)
# what a bare subject asks for in this talk
MEANT = {
    Topic.TAX: "do I owe income tax on the part of the debt that the lender forgives",
    Topic.GARNISHMENT: "how much of my wages can be garnished for a deficiency judgment",
    Topic.BANK_LEVY: "can they take money from my bank account for a deficiency judgment",
    Topic.CREDIT: "what does a foreclosure do to my credit",
    Topic.BANKRUPTCY: "can bankruptcy wipe out the deficiency",
    Topic.SETTLEMENT: "can I settle the deficiency for less",
    Topic.SHORT_SALE: "is a short sale better than a foreclosure",
    Topic.DEED_IN_LIEU: "what is a deed in lieu and does it end the debt",
    Topic.COSIGNER: "does a co-signer or spouse owe the deficiency too",
    Topic.MOVING_OUT: "when do I have to move out after the sale",
    Topic.SURPLUS: "who gets the surplus when the house sold for more than was owed",
    Topic.DEBT_COLLECTOR: "what can a debt collector do about a deficiency",
    Topic.DEFENSES: "what defenses are there against a deficiency claim",
    Topic.LAWSUIT: "how do I answer a lawsuit for a deficiency",
    Topic.HELP: "where do I get free help from a housing counselor or legal aid",
    Topic.SECOND_MORTGAGE: "what happens to a second mortgage after a foreclosure",
    Topic.KEEP_HOME: "how can I keep the house and stop the foreclosure",
    Topic.FAIR_VALUE: "does the market value of the home count instead of the sale price",
    Topic.COLLECTION: "which of my money and property is exempt and cannot be taken after a judgment",
    Topic.FIRST_STEPS: "what should I do first after the house was sold",
    Topic.SCAM: "how do I recognise a foreclosure rescue scam",
}


IGNORED = "what happens if I ignore the court papers or a collection letter and do not answer"
# everyday words that name no subject of the corpus and still ask for one
_SAID = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (
            r"what (?:do|should|can|does|must) (?:i|we|she|he|they) do\b|(?:do|should|must) (?:i|we) (?:have to |need to )?do (?:anything|something)",
            MEANT[Topic.FIRST_STEPS],
        ),
        (
            r"(?:is|are) (?:this|it|my \w+|these) private|(?:will|do|can) you (?:remember|store|save|keep|share|sell)\b|who (?:can |else )?sees?\b",
            "is it safe to type my information here, who sees my questions",
        ),
        (
            r"(?:throw|kick|put|get) (?:us|me) out\b|when (?:do|must) (?:i|we) (?:have to )?(?:leave|go|get out)",
            MEANT[Topic.MOVING_OUT],
        ),
        (r"(?:can|could|how (?:do|can)) (?:i|we) (?:\w+ ){0,3}stop (?:it|them|this)\b", MEANT[Topic.KEEP_HOME]),
        (
            r"(?:if|can|could|should|do) (?:i|we|she|he) (?:can |could |should |just |simply )*(?:ignor\w+|disregard|throw (?:it|them|this) (?:out|away)|do(?:n'?t| not) do anything|do nothing)\b"
            r"|(?:if|do|should|what) (?:i|we|she|he) (?:just |simply )*(?:never|do(?:n'?t| not)) (?:answer|respond|reply|open|show up|go to court|do anything)\b|^\W*(?:(?:and|so|or|but|ok)\W+)*just ignore\b",
            IGNORED,
        ),
        (
            r"(?:if|should|can|could) (?:i|we) (?:just |simply )*let (?:it|them|the (?:house|home|bank)) (?:just )?(?:go|foreclose|take|be foreclosed)\b",
            "is it better to let the house be foreclosed or to make a deed in lieu or short sale",
        ),
        (
            r"^\W*(?:(?:and|also|or|but|so|what about|how about)\W+)*(?:my|our|her|his|the) (?:car|truck|van|suv|boat|furniture|tools|belongings|stuff)s?\W*$",
            "can they take my car or my belongings after a judgment",
        ),
        (
            r"^\W*(?:(?:and|also|or|but|so|what about|how about)\W+)*(?:my|our|her|his|the) (?:401 ?\(?k\)?|ira|pension|retirement(?: \w+)?)\W*$",
            "is my retirement account safe from a judgment",
        ),
        (r"walk(?:ing)? away\b", "is it better to walk away from the house or to make a deed in lieu or short sale"),
        (
            r"(?:should|would|do) (?:i|we|you) (?:just )?(?:take|accept|agree to|go for) (?:it|that|this|the (?:offer|deal|settlement))\b\W*$",
            "should I accept a settlement offer, what should a settlement of the deficiency say before I pay",
        ),
        (r"(?:is there |there is |there's )?(?:any|no) hope\b", MEANT[Topic.DEFENSES]),
    )
)


def whole_question(text: str, topics: tuple[Topic, ...]) -> str | None:
    """The question that a few words stand for; None where they say it themselves.

    >>> whole_question("and the taxes?", (Topic.TAX,))
    'do I owe income tax on the part of the debt that the lender forgives'
    """
    said = next((meant for pattern, meant in _SAID if pattern.search(text)), None)
    if said and len(text.split()) <= LONGER:
        return said
    subject = next((topic for topic in topics if topic in MEANT), None)
    words = text.split()
    bare = len(words) <= FEW and (_GOES_ON.match(text) or len(words) <= 3)
    return MEANT[subject] if subject and bare else None
