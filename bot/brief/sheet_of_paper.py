"""The paper a brief is printed on: letter size, a font with § and accents, sections with bookmarks, numbered pages."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace, TTFFont

FONT = "source-sans"  # the SIL Open Font License; the page's own font too
STYLES = {"": "Regular", "B": "Bold"}
INK, ACCENT, QUIET, RULE = (26, 26, 26), (24, 62, 110), (84, 84, 84), (190, 198, 208)
MARGIN, BULLET = 14.0, 4.0  # millimetres
BODY, SMALL = 9.0, 7.8  # points
LEADING = 0.43  # millimetres of line height a point
CANNOT_PRINT = "[?]"
LONGEST_CELL = 900  # characters: a row of a table has to fit on one page
KEPT_TOGETHER = 18.0  # millimetres: a heading is not left alone at the foot of a page


class SheetOfPaper(FPDF):
    """A letter-size document that is written from top to bottom.

    replaced: whether any character had to be replaced because the font does not have it.
    """

    def __init__(self, title: str, day: date) -> None:
        super().__init__(orientation="P", unit="mm", format="letter")
        self.heading, self.replaced = title, False
        self.set_title(title)
        self.set_lang("en-US")
        self.set_creator("Shortfall")
        # the brief's own day, so that one brief always makes the same file
        self.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
        folder = Path(str(files("font_source_sans_pro"))) / "files"
        for style, name in STYLES.items():
            self.add_font(FONT, style=style, fname=folder / f"SourceSansPro-{name}.ttf")
        self.set_font(FONT, size=BODY)
        # what one style lacks is replaced in all of them, so that text is never half there
        fonts = [font for font in self.fonts.values() if isinstance(font, TTFFont)]
        self._shown = set.intersection(*(set(font.cmap) for font in fonts))
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN)
        self.c_margin = 0
        self.add_page()

    def footer(self) -> None:
        """The title and the page's number, on every page."""
        self.set_font(FONT, size=SMALL)
        self.set_text_color(*QUIET)
        # a page may end within a paragraph that is indented
        self.set_xy(MARGIN, -11)
        self.cell(0, 4, self.heading, align="L")
        self.set_xy(MARGIN, -11)
        self.cell(0, 4, f"Page {self.page_no()} of {{nb}}", align="R")

    def printable(self, text: str) -> str:
        """A text on one line, with a mark for each run of characters that the font does not have."""
        line = " ".join(unicodedata.normalize("NFC", text).split()).replace("§ ", "§\u00a0")
        missing = "".join({c for c in line if ord(c) not in self._shown})
        if not missing:
            return line
        self.replaced = True
        run = f"[{re.escape(missing)}]"
        return re.sub(rf"{run}(?:[ ]*{run})*", CANNOT_PRINT, line)

    def title_line(self, title: str, below: str) -> None:
        """The head of the first page."""
        self.set_font(FONT, "B", 17)
        self.set_text_color(*ACCENT)
        self.multi_cell(0, 8, self.printable(title), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_font(FONT, size=SMALL)
        self.set_text_color(*QUIET)
        self.multi_cell(0, 4, self.printable(below), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def section(self, name: str) -> None:
        """A heading with its bookmark."""
        if self.will_page_break(KEPT_TOGETHER):
            self.add_page()
        self.ln(1.8)
        self.start_section(name)
        self.set_font(FONT, "B", 11)
        self.set_text_color(*ACCENT)
        self.cell(0, 5, name, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_draw_color(*RULE)
        self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)
        self.ln(1)

    def paragraph(
        self, text: str, *, strong: str = "", marks: Iterable[int] = (), size: float = BODY, indent: float = 0
    ) -> None:
        """A paragraph: what is strong first, then the text, then the numbers of its sources, each a link to it."""
        height = size * LEADING
        self.set_left_margin(MARGIN + indent)
        self.set_x(self.l_margin)
        self.set_text_color(*INK)
        begun = False
        for style, part in (("B", strong), ("", text)):
            if part:
                self.set_font(FONT, style, size)
                # a space before each further part is where the line may break
                self.write(height, f"{' ' * begun}{self.printable(part)}")
                begun = True
        self.set_font(FONT, size=size)
        self.set_text_color(*ACCENT)
        for n in marks:
            self.write(height, f" [{n}]", link=self.source_link(n))
        self.set_left_margin(MARGIN)
        self.ln(height + 0.3)

    def item(self, text: str, *, strong: str = "", marks: Iterable[int] = (), size: float = BODY) -> None:
        """A paragraph behind a bullet."""
        self._room_for_a_line(size)
        self.set_font(FONT, size=size)
        self.set_text_color(*INK)
        self.set_x(MARGIN)
        self.cell(BULLET, size * LEADING, "•")
        self.paragraph(text, strong=strong, marks=marks, size=size, indent=BULLET)

    def source_link(self, n: int) -> int:
        """The link to a numbered source, wherever it will stand."""
        while len(self._source_links) < n:
            self._source_links.append(self.add_link())
        return self._source_links[n - 1]

    def numbered_source(self, n: int, text: str, url: str, after: str) -> None:
        """A source at its number: the authority and its address, which opens, and what is said of it."""
        self._room_for_a_line(SMALL)
        self.set_link(self.source_link(n), y=self.y, page=self.page_no())
        height = SMALL * LEADING
        self.set_font(FONT, "B", SMALL)
        self.set_text_color(*INK)
        self.set_x(MARGIN)
        self.cell(2 * BULLET, height, f"[{n}]")
        self.set_left_margin(MARGIN + 2 * BULLET)
        self.set_x(self.l_margin)
        self.set_font(FONT, size=SMALL)
        self.write(height, self.printable(text))
        self.set_text_color(*ACCENT)
        self.write(height, f" {self.printable(url)}", link=url)
        self.set_text_color(*QUIET)
        self.write(height, f" {self.printable(after)}")
        self.set_left_margin(MARGIN)
        self.ln(height + 0.4)

    def columns(self, head: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[int, ...]) -> None:
        """A table that goes on over pages; its head is repeated."""
        self.set_font(FONT, size=SMALL)
        self.set_text_color(*INK)
        self.set_draw_color(*RULE)
        with self.table(
            col_widths=widths,
            text_align="LEFT",
            line_height=SMALL * LEADING,
            padding=(0.5, 1.2),
            borders_layout="HORIZONTAL_LINES",
            headings_style=FontFace(emphasis="BOLD", color=ACCENT),
            v_align="TOP",
        ) as table:
            for cells in (head, *rows):
                row = table.row()
                for cell in cells:
                    text = self.printable(cell)
                    row.cell(text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…")

    def sum_lines(self, rows: Iterable[tuple[str, str]], result: tuple[str, str]) -> None:
        """An account: a label and an amount a line, and the result under a rule."""
        left, width, amount = MARGIN + BULLET, 132.0, 34.0
        for style, (name, value) in [*(("", row) for row in rows), ("B", result)]:
            self.set_font(FONT, style, SMALL + 0.6)
            self.set_text_color(*INK)
            self._room_for_a_line(SMALL)
            top = self.y
            if style:
                self.set_draw_color(*RULE)
                self.line(left, top, left + width + amount, top)
            self.set_x(left)
            self.multi_cell(
                width, SMALL * LEADING + 0.4, self.printable(name), align="L", new_x=XPos.RIGHT, new_y=YPos.TOP
            )
            low = self.y
            self.set_xy(left + width, top)
            self.multi_cell(
                amount, SMALL * LEADING + 0.4, self.printable(value), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            self.set_y(max(low, self.y))

    @property
    def _source_links(self) -> list[int]:
        links: list[int] = self.__dict__.setdefault("_links_of_sources", [])
        return links

    def _room_for_a_line(self, size: float) -> None:
        if self.will_page_break(size * LEADING):
            self.add_page()
