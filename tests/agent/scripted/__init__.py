"""A model that says what was written for it: a real HTTP server with OpenAI's interface, in a process of its own."""

from tests.agent.scripted.server import Scripted, scripted_server

__all__ = ["Scripted", "scripted_server"]
