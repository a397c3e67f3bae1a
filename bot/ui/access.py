"""What the page adds to Streamlit's own elements so that everybody can read and use them (WCAG 2.2 AA)."""

import streamlit as st

# Streamlit thins out captions, and the links in them, until they are too pale to read
CAPTIONS = """
[data-testid=stCaptionContainer] {color: inherit; opacity: 1;}
[data-testid=stCaptionContainer] :is(p, li, a) {opacity: 1;}
"""
# the browser's own yellow is loud, and black on it in a dark page louder; the line tells the sentence without the colour
MARKS = """
mark {background-color: #fdf0c4; background-color: light-dark(#fdf0c4, #4d4115); color: #1f2a33;
      color: light-dark(#1f2a33, #f5eedb); border-bottom: 2px solid #9a7400; padding: 0.1em 0.15em;
      -webkit-box-decoration-break: clone; box-decoration-break: clone;}
"""
# what leads to another page looks like a link, and its text begins at the edge also where it takes two lines
LINKS = """
[class*="st-key-library-"] button[kind=tertiary] {text-align: left; justify-content: flex-start;}
[class*="st-key-library-"] button[kind=tertiary] p {text-decoration: underline; text-align: left; font-size: 1rem;}
"""
# where the keyboard is, on every kind of button and link alike; Streamlit takes the outline away from some of them
FOCUS = """
:is(a, button, summary, table, [role=button], [role=tab], [role=option]):focus-visible {
    outline: 3px solid #1f5f8b !important; outline-color: light-dark(#1f5f8b, #8cc4ec) !important;
    outline-offset: 2px !important;}
"""
# Streamlit writes what is chosen in the colour of its buttons, which carries white letters in the dark and is too dim to be read itself
CHOSEN = """
:is([data-variant=segmented_control], [data-variant=pills])[aria-checked=true] p, [data-testid=stSliderThumbValue] p {
    color: #1f5f8b; color: light-dark(#1f5f8b, #8cc4ec);}
"""
# while the page works Streamlit fades what it has not drawn again yet, and what fades cannot be read
FADING = """
[data-stale=true], details, summary, [role=tablist], [role=tab] {opacity: 1 !important;}
"""
# month, day and year of a date are each a target of their own, and narrow ones in Streamlit's fields
DATES = """
[role=spinbutton] {display: inline-block; min-width: 24px; min-height: 24px; text-align: center;}
"""
# for who has asked their device for less motion
MOTION = """
@media (prefers-reduced-motion: reduce) {*, *::before, *::after {
    animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; transition-duration: 0.01ms !important;
    scroll-behavior: auto !important;}}
"""
# a wide table scrolls by itself on a phone: the keyboard can stop on it and move it only where it takes the focus
TABLES = """<script>
(() => {
    const look = () => document.querySelectorAll('[data-testid=stMarkdownContainer] table').forEach(table =>
        table.scrollWidth > table.clientWidth ? table.setAttribute('tabindex', '0') : table.removeAttribute('tabindex'));
    new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
    new ResizeObserver(look).observe(document.body);
    document.addEventListener('click', () => setTimeout(look, 300));  // what was folded has no width until it opens
})();
</script>"""
_ADDED = "access-tables"
STYLE = CAPTIONS + MARKS + LINKS + FOCUS + CHOSEN + FADING + DATES + MOTION


def mend() -> None:
    """Add the styles, and once a visit what watches the tables; called on every run, before the page's content."""
    st.html(f"<style>{STYLE}</style>")
    if _ADDED not in st.session_state:
        st.session_state[_ADDED] = True
        st.html(TABLES, unsafe_allow_javascript=True)
