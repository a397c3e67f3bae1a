"""The questions of the benchmark: all kinds, as people type them."""

QUESTIONS = (
    "My house in Arizona was sold at foreclosure, can the lender still come after me?",
    "bank sold our place in ogden at the trustee sale, we owed 318 with everything and they bid 255. zillow had it at 300",
    "MA, power of sale 3/2/26, notice mailed 2/20. Def action viable?",
    "Owed 212k plus 8k fees, sold for 150k",
    "Michigan, they sold my house, owed 150 sold for 90, do I owe 60?",
    "Texas doesn't allow deficiency judgments, so I can ignore the letter?",
    "is a short sale better than letting them take it",
    "how much of my paycheck can they take",
    "they forgave 49,000, do I pay tax on it?",
    "what is a deficiency judgment",
    "how long does the bank have to sue me in Nevada",
    "can I buy the house back after the sale in Kansas?",
    "second mortgage was wiped out by the first one's foreclosure in California, can they sue?",
    "does a foreclosure ruin my credit",
    "my ex was supposed to pay the mortgage, am I liable",
    "what should I do this week, I got a summons",
    "Georgia sale was never confirmed, owed 200k, sold 160k",
    "florida is non-recourse so im fine right",
    "can they take my social security",
    "NY foreclosure auction, lender is suing for 80k, what is the deadline",
)

CHAT_QUESTIONS = ("what is a deficiency", "Ohio sheriff sale, do I owe?", "can they garnish my wages")
