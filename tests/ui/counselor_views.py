"""The counselor's views of one case on a page of their own, for tests: run by Streamlit."""

from datetime import date

import streamlit as st

from bot.conversation.shortfall import Shortfall
from bot.conversation.standing import standing
from bot.conversation.work import Work
from bot.settings import Settings, get_settings
from bot.ui.counselor.batch import show_batch
from bot.ui.counselor.compare import show_comparison
from bot.ui.counselor.ranks import show_ranks
from bot.ui.counselor.reasoning import show_reasoning

SETTINGS: Settings = get_settings().model_copy(update={"today": date(2026, 11, 23)})


@st.cache_resource
def engine() -> Shortfall:
    return Shortfall(SETTINGS)


CASE = (
    "Arizona trustee's sale on October 1, 2026 of our 3 unit building, owed $212,000, sold for $150,000, worth $170,000"
)
text = st.text_input("Case", CASE)
done = engine().steps.run(Work(text=text))
assert done.sheet is not None
case = standing(done.sheet, SETTINGS, done.sheet.state)
view = st.radio("View", ["Reasoning", "Ranks", "Compare", "Batch"])
if view == "Reasoning":
    show_reasoning(case, done.answer)
elif view == "Ranks":
    show_ranks(engine().index, text, case)
elif view == "Compare":
    show_comparison(done.sheet, SETTINGS, "compare")
else:
    show_batch(engine(), "batch")
