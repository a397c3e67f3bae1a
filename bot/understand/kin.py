"""The people whose own case somebody tells or asks about: "my sister", "our neighbor", "a client"."""

KIN = (
    r"(?:sister|brother|mom|mum|mother|dad|father|parents|folks|son|daughter|cousin|aunt|uncle|nephew|niece|grand\w+|"
    r"friend|buddy|neighbou?r|co-?worker|colleague|boss|room-?mate|client|tenant)"
)
