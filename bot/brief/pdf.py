"""A brief as a PDF for the file: one or two pages, links that open, bookmarks, numbered pages."""

from collections.abc import Iterable

from bot.answer.prose import capital
from bot.brief.markdown import BOTTOM_LINE, fact_origin, fact_value
from bot.brief.model import Brief, BriefSum, Line
from bot.brief.sheet_of_paper import CANNOT_PRINT, SMALL, SheetOfPaper
from bot.calculator.deadlines import in_words
from bot.calculator.figure import dollars

FACT_WIDTHS = (26, 32, 42)  # percent


def to_pdf(brief: Brief) -> bytes:
    """The whole brief, its sections in the order of the Markdown.

    A character that the font does not have is printed as a mark, and the last page says so.
    """
    paper = SheetOfPaper(brief.title, brief.day)
    paper.title_line(brief.title, brief.about)
    paper.section(BOTTOM_LINE)
    paper.paragraph("", strong=brief.bottom_line.text, marks=brief.bottom_line.sources, size=11)
    for line in brief.first:
        paper.paragraph(line.text, marks=line.sources)
    _law(paper, brief)
    _case(paper, brief)
    _list(paper, "What to do next", brief.next_steps)
    _list(paper, "Rules looked at and ruled out", brief.ruled_out, SMALL)
    _list(paper, "Also to know", brief.doubts, SMALL)
    _list(paper, "Help", brief.help_lines, SMALL)
    _sources(paper, brief)
    return bytes(paper.output())


def _law(paper: SheetOfPaper, brief: Brief) -> None:
    if brief.rules:
        paper.section("The rule in force")
    for rule in brief.rules:
        given = f"{rule.given}: " if rule.given else ""
        exceptions = "".join(f" Exception: {exception}" for exception in rule.exceptions)
        text = f"{given}{rule.outcome}. {rule.effect}{exceptions}"
        paper.item(text, strong=f"{rule.cite}.", marks=rule.sources)
    if brief.sums:
        paper.section("Arithmetic")
    for figure in brief.sums:
        _sum(paper, figure)
    if brief.deadlines:
        paper.section("Deadlines")
    for deadline in brief.deadlines:
        paper.item(
            f"{deadline.text} ({deadline.cite})", strong=f"{capital(deadline.standing)}.", marks=deadline.sources
        )
    _list(paper, "Still unknown, and it matters", brief.unknown)


def _sum(paper: SheetOfPaper, figure: BriefSum) -> None:
    paper.paragraph(figure.note, strong=f"{figure.title}.", marks=figure.sources)
    rows = [(f"{s.label}{f' ({s.expression})' if s.expression else ''}", dollars(s.amount)) for s in figure.steps]
    paper.sum_lines(rows, ("", dollars(figure.result)))


def _case(paper: SheetOfPaper, brief: Brief) -> None:
    if brief.facts:
        paper.section("Facts as told")
        rows = [(fact.label, fact_value(fact), fact_origin(fact)) for fact in brief.facts]
        paper.columns(("Fact", "Value", "Told in, and how read"), rows, FACT_WIDTHS)
    _list(paper, "Taken as usual", brief.taken)


def _list(paper: SheetOfPaper, title: str, lines: Iterable[Line], size: float | None = None) -> None:
    told = list(lines)
    if told:
        paper.section(title)
    for line in told:
        if size is None:
            paper.item(line.text, marks=line.sources)
        else:
            paper.item(line.text, marks=line.sources, size=size)


def _sources(paper: SheetOfPaper, brief: Brief) -> None:
    paper.section("Sources")
    for source in brief.sources:
        titles = f" In: {'; '.join(source.titles)}." if source.titles else ""
        after = f"checked {in_words(source.checked)}, confidence {source.confidence}.{titles}"
        paper.numbered_source(source.n, source.cite, source.url, after)
    paper.ln(1)
    if paper.replaced:
        note = f"Where {CANNOT_PRINT} stands, the client used characters that this print cannot show."
        paper.paragraph(f"{note} The Markdown version has them.", size=SMALL)
    paper.paragraph(brief.disclaimer, size=SMALL)
