"""The address a request comes from, as far as it can be known."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from bot.errors import ShortfallError

Address = IPv4Address | IPv6Address
UNKNOWN = "unknown"
_IN_PROCESS = "testclient"  # the peer that Starlette's test client names, which no network address can be


class Proxies:
    """The proxies whose word about a client's address is taken."""

    def __init__(self, setting: str = "") -> None:
        """setting: addresses or networks with commas between. Raises ShortfallError for one that is neither."""
        try:
            self._networks = [ip_network(part.strip(), strict=False) for part in setting.split(",") if part.strip()]
        except ValueError:
            raise ShortfallError(
                "SHORTFALL_TRUSTED_PROXIES cannot be read: write addresses or networks with commas between, "
                "such as 10.0.0.5,192.168.0.0/16."
            ) from None

    def trusts(self, address: Address | None) -> bool:
        """Whether this is one of them."""
        return address is not None and any(
            address in network for network in self._networks if network.version == address.version
        )

    def client(self, peer: Any, headers: Iterable[tuple[bytes, bytes]]) -> Address | None:
        """Who asks: the peer, or where that is a trusted proxy, the nearest address before it that is none.

        peer: ASGI's `client`. What a client itself wrote into X-Forwarded-For stands further left and is never reached.
        """
        address = parsed(peer[0] if peer else "")
        if not self.trusts(address):
            return address
        told = [part for name, value in headers if name == b"x-forwarded-for" for part in value.split(b",")]
        for part in reversed(told):
            before = parsed(part.decode("latin-1"))
            if before is None:
                return address
            address = before
            if not self.trusts(address):
                break
        return address


def parsed(text: str) -> Address | None:
    """An address, without a port; an IPv4 address within IPv6 as what it is."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def counted_as(address: Address | None) -> str:
    """What limits count by: an IPv4 address, or the 64-bit network that one IPv6 household has."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return UNKNOWN if address is None else str(address)


def from_this_machine(peer: Any, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether somebody at this machine asks, and nothing else: no proxy stands between, and no page of another name.

    A page on the web can have its own name lead to 127.0.0.1; its requests then bear that name in Host.
    """
    if not peer:
        return False
    address = parsed(peer[0])
    if peer[0] != _IN_PROCESS and (address is None or not address.is_loopback):
        return False
    for name, value in headers:
        if name in (b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"):
            return False
        if name == b"host" and not _names_this_machine(value.decode("latin-1")):
            return False
    return True


def _names_this_machine(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and not host.endswith("]") else host
    address = parsed(name)
    return name.lower() in ("localhost", "testserver", "test") or (address is not None and address.is_loopback)
