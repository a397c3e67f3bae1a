"""A client of the HTTP service in a few typed lines.

>>> client = Client("http://127.0.0.1:8000", key="sf_…")                        # doctest: +SKIP
>>> client.ask("Sold at auction in Ohio. Do I owe the rest?").outcome           # doctest: +SKIP
'allowed'
"""

from bot.client.client import Client
from bot.client.model import Batch, ClientError, Event, Found, LineError

__all__ = ["Batch", "Client", "ClientError", "Event", "Found", "LineError"]
