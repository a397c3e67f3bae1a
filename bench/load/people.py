"""What locust plays: homeowners who talk, counselors who ask one thing at a time, scripts that look things up.

The questions are those of evals/, some thousand and a half, so that remembered vectors do not make the service look fast.
"""

import os
import random

from locust import FastHttpUser, between, task

from evals.cases import load_probes

PROBES = [probe for probe in load_probes() if probe.group != "limits"]
QUESTIONS = [probe.question for probe in PROBES]
TALKS = [probe.asked.turns for probe in PROBES if len(probe.asked.turns) > 1]
STATES = ("AZ", "CA", "FL", "GA", "IL", "MI", "NV", "NY", "OH", "TX", "UT", "WA")
HEADERS = {"Authorization": f"Bearer {os.environ.get('LOAD_KEY', '')}"}
# nobody reads an answer in less; LOAD_THINK=0 asks without a pause, to find the highest rate
_THINKS = os.environ.get("LOAD_THINK", "1") != "0"
READS = between(10, 30) if _THINKS else between(0, 0)
LOOKS = between(5, 15) if _THINKS else between(0, 0)
chance = random.Random(int(os.environ.get("LOAD_SEED", "1")))


class Homeowner(FastHttpUser):
    """Begins a conversation, takes its turns, sometimes deletes it."""

    weight = 6
    wait_time = READS

    def on_start(self) -> None:
        """Nothing is left to say."""
        self.left: list[str] = []
        self.conversation = ""

    @task
    def turn(self) -> None:
        """The next turn, in a new conversation where the last one is over."""
        if not self.left:
            if self.conversation and chance.random() < 0.2:
                self.client.delete(
                    f"/v1/conversations/{self.conversation}", headers=HEADERS, name="DELETE conversation"
                )
            with self.client.post(
                "/v1/conversations", json={}, headers=HEADERS, name="POST conversation", catch_response=True
            ) as begun:
                if begun.status_code != 201:
                    begun.failure(f"status {begun.status_code}")
                    return
                self.conversation = begun.json()["id"]
            self.left = list(chance.choice(TALKS))
        self.client.post(
            f"/v1/conversations/{self.conversation}/turns",
            json={"text": self.left.pop(0)},
            headers=HEADERS,
            name="POST turn",
        )


class Counselor(FastHttpUser):
    """Asks one question after the other."""

    weight = 3
    wait_time = READS

    @task
    def ask(self) -> None:
        """One question with no conversation."""
        body = {"question": chance.choice(QUESTIONS), "terse": True}
        self.client.post("/v1/answers", json=body, headers=HEADERS, name="POST answer")


class Script(FastHttpUser):
    """Looks up states and searches."""

    weight = 1
    wait_time = LOOKS

    @task(2)
    def state(self) -> None:
        """A state's record."""
        self.client.get(f"/v1/states/{chance.choice(STATES)}", headers=HEADERS, name="GET state")

    @task(3)
    def search(self) -> None:
        """The passages on a question."""
        query = {"q": chance.choice(QUESTIONS)[:300], "state": chance.choice(STATES)}
        self.client.get("/v1/search", params=query, headers=HEADERS, name="GET search")
