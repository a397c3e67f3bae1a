"""Words that name a section of the guide, near misses, and that every row of leads.yaml can be told."""

from pathlib import Path

import pytest

from bot.answer.leads import lead_named, leads
from bot.answer.prose import whole_sentences
from bot.retrieval.published import current_build, read_manifest, read_passages
from bot.settings import get_settings
from bot.yamlfile import load_yaml

ROWS = load_yaml(Path(__file__).parent / "leads.yaml")


@pytest.mark.parametrize(("text", "section"), ROWS["nowhere"])
def test_where_no_state_is_known(text: str, section: str | None) -> None:
    lead = lead_named(text, in_a_state=False)
    assert (lead.section if lead else None) == section


@pytest.mark.parametrize(("text", "section"), ROWS["in_a_state"])
def test_where_a_rule_is_known(text: str, section: str | None) -> None:
    lead = lead_named(text, in_a_state=True)
    assert (lead.section if lead else None) == section


def test_every_sentence_that_is_told_stands_in_its_section() -> None:
    build = current_build(get_settings().index_dir)
    texts = {passage.id: passage.text for passage in read_passages(build, read_manifest(build))}
    for lead in leads():
        said = [line.lstrip("-0123456789. ") for line in whole_sentences(texts[lead.section])]
        for begins in lead.says:
            assert any(line.startswith(begins) for line in said), (lead.section, begins)
