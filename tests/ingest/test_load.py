from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import CorpusError
from ingest.load import load_corpus, read_corpus


def replaced(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def written(content: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_bytes(content)

    return change


BROKEN = [
    ("guide/still-owing.md", replaced("---\n", "", ), "front matter", "start the file with"),
    ("guide/still-owing.md", replaced("topic: definition", "topic: weather"), "topic", "Input should be"),
    ("guide/still-owing.md", replaced("title: Do you still owe", "titel: x"), "title", "Field required"),
    ("guide/still-owing.md", replaced("id: still-owing", "id: other"), "id", "'still-owing'"),
    ("guide/still-owing.md", replaced("  - id: sale-price", "  - id: price"), "sections", "'price' is listed but not"),
    ("guide/still-owing.md", replaced("## How it is worked out {#sale-price}", "## Other {#other}\n\nx\n\n## H {#sale-price}"),
     "section other", "not listed"),
    ("guide/still-owing.md", replaced(" {#meaning}", ""), "heading", "needs a title and an id"),
    ("guide/still-owing.md", replaced("Take the whole debt and subtract the price. A negative result is a surplus.\n", ""),
     "section sale-price", "is empty"),
    ("guide/still-owing.md", replaced("## What it means", "Lost words.\n\n## What it means"), "text", "Lost words"),
    ("guide/still-owing.md", replaced("https://example.org/owing", "example.org/owing"), "sources.0.url", "match pattern"),
    ("guide/still-owing.md", replaced("checked: 2026-01-15", "checked: 2026-13-01"), "front matter", "month must be"),
    ("guide/still-owing.md", replaced("checked: 2026-01-15", "checked: soon"), "checked", "valid date"),
    ("federal/wages.yaml", replaced("confidence: high", "? [a]\n: b"), "file", "cannot be read as YAML"),
    ("guide/still-owing.md", written(b"---\nid: caf\xe9\n---\n"), "file", "UTF-8"),
    ("guide/still-owing.md", written(b""), "front matter", "is missing"),
    ("federal/wages.yaml", replaced("source: 15 U.S.C. § 1673", "source: elsewhere"), "file", "sections: limit: its source 'elsewhere' is not listed"),
    ("federal/wages.yaml", replaced("confidence: high", "confidence: high\nconfidence: low"), "file", "stands twice"),
    ("federal/wages.yaml", replaced("  - id: job", "  - id: limit"), "file", "sections: limit occurs twice"),
    ("federal/wages.yaml", written(b"id: [unclosed"), "file", "cannot be read as YAML"),
    ("federal/wages.yaml", written(b"just words"), "file", "holds no fields"),
    ("federal/wages.yaml", replaced("topic: protections", "surprise: 1"), "sections.1.surprise", "Extra inputs"),
    ("glossary.yaml", replaced("  - id: deficiency", "  - id: redemption"), "terms", "occurs twice"),
    ("states/AZ.yaml", replaced("code: AZ", "code: NV"), "code", "'AZ'"),
    ("states/AZ.yaml", replaced("outcome: barred", "outcome: maybe"), "deficiency.0.outcome", "Input should be"),
    ("states/AZ.yaml", replaced("name: Arizona", "name: Arizona\nname: Nevada"), "file", "stands twice"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "field", "message"), BROKEN, ids=[f"{b[0]}-{b[2]}-{b[3]}" for b in BROKEN])
def test_a_malformed_file_is_refused_with_its_name_and_field(
    corpus: Path, file: str, change: Callable[[Path], None], field: str, message: str
) -> None:
    change(corpus / file)
    with pytest.raises(CorpusError) as caught:
        load_corpus(corpus)
    assert f"{file}: {field}: " in str(caught.value)
    assert message in str(caught.value)


def test_every_broken_file_is_reported_at_once(corpus: Path) -> None:
    (corpus / "guide/still-owing.md").write_text("x")
    (corpus / "federal/wages.yaml").write_text("x")
    read, problems = read_corpus(corpus)
    assert [problem.file for problem in problems] == ["guide/still-owing.md", "federal/wages.yaml"]
    assert [guide.head.id for guide in read.guides] == ["getting-it-back"]


def test_a_missing_or_empty_corpus_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="SHORTFALL_CORPUS_DIR"):
        load_corpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match="holds no texts"):
        load_corpus(tmp_path)


def test_windows_line_ends_and_a_byte_order_mark_are_read(corpus: Path) -> None:
    path = corpus / "guide/still-owing.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    guide = next(guide for guide in load_corpus(corpus).guides if guide.head.id == "still-owing")
    assert list(guide.sections) == ["meaning", "sale-price"]
