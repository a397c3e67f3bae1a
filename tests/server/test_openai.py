"""The OpenAI-compatible routes, spoken to by OpenAI's own client and by LangChain's."""

import json
from collections.abc import Iterator

import openai
import pytest
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from bot.client import Client
from tests.server.running import Running

OHIO = "Can the bank sue me for the rest after a foreclosure sale in Ohio?"


@pytest.fixture(scope="module")
def spoken(server: Running) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key=server.key, max_retries=0) as client:
        yield client


def test_a_completion_holds_the_answer_with_its_citations(spoken: openai.OpenAI, server: Running) -> None:
    done = spoken.chat.completions.create(
        model="shortfall", messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": OHIO}]
    )
    with Client(server.url, server.key) as client:
        answer = client.ask(OHIO)
    message = done.choices[0].message
    assert message.content == answer.text
    assert done.choices[0].finish_reason == "stop"
    assert message.annotations
    for note in message.annotations:
        place = note.url_citation
        number = int(answer.text[place.start_index + 1 : place.end_index - 1])
        cited = next(citation for citation in answer.citations if citation.n == number)
        assert place.url == cited.url
        assert cited.cite in place.title
    assert done.model_extra is not None
    whole = done.model_extra["shortfall"]
    assert (whole["outcome"], whole["text"]) == (answer.outcome, answer.text)
    assert done.usage is not None
    assert done.usage.total_tokens == 0


def test_the_chunks_of_a_stream_are_the_same_answer(spoken: openai.OpenAI) -> None:
    whole = spoken.chat.completions.create(model="shortfall", messages=[{"role": "user", "content": OHIO}])
    stream = spoken.chat.completions.create(
        model="shortfall",
        messages=[{"role": "user", "content": OHIO}],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    choices = [chunk.choices[0] for chunk in chunks if chunk.choices]
    assert "".join(choice.delta.content or "" for choice in choices) == whole.choices[0].message.content
    assert [choice.finish_reason for choice in choices] == [None] * (len(choices) - 1) + ["stop"]
    assert choices[-1].delta.model_extra is not None
    notes = choices[-1].delta.model_extra["annotations"]
    assert notes == [note.model_dump() for note in whole.choices[0].message.annotations or ()]
    assert chunks[-1].usage is not None


def test_what_was_said_before_counts(spoken: openai.OpenAI) -> None:
    done = spoken.chat.completions.create(
        model="any",
        temperature=0.7,
        messages=[
            {"role": "user", "content": "My house in Utah was sold at a trustee's sale for $255,000. I owed $318,000."},
            {"role": "assistant", "content": "At most $63,000. About what was the home really worth?"},
            {"role": "user", "content": [{"type": "text", "text": "300k"}]},
        ],
    )
    assert done.model_extra is not None
    assert done.model_extra["shortfall"]["amount"] == "18000.00"


def test_errors_come_in_openais_form(spoken: openai.OpenAI, server: Running) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        spoken.chat.completions.create(model="shortfall", messages=[{"role": "assistant", "content": "Hello."}])
    assert refused.value.code == "invalid_messages"
    assert refused.value.type == "invalid_request_error"
    with pytest.raises(openai.UnprocessableEntityError):
        spoken.chat.completions.create(model="shortfall", messages=[{"role": "user", "content": OHIO}], n=2)
    stranger = openai.OpenAI(base_url=f"{server.url}/v1", api_key="sf_wrong", max_retries=0)
    with stranger, pytest.raises(openai.AuthenticationError):
        stranger.models.list()


def test_the_model_is_listed(spoken: openai.OpenAI) -> None:
    assert [model.id for model in spoken.models.list()] == ["shortfall"]


@pytest.mark.parametrize("streaming", [False, True])
def test_langchain_speaks_to_it(server: Running, streaming: bool) -> None:
    model = ChatOpenAI(
        model="shortfall",
        base_url=f"{server.url}/v1",
        api_key=SecretStr(server.key),
        streaming=streaming,
        max_retries=0,
    )
    said = model.invoke(OHIO)
    assert "Ohio" in str(said.content)
    assert "[1]" in json.dumps(said.content)
