"""A bad line between a simulated booth and the desk: what WebRTC sends goes through it, and is lost, late or queued."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from cso_desk.booth.messages import Answer, Message, Offer, ToPage
from cso_desk.booth.simulation.booth import SimulatedBooth
from cso_desk.booth.simulation.line import Conversation

_CANDIDATE = re.compile(r"a=candidate:(?P<name>\S+) 1 udp (?P<rank>\d+) (?P<host>[\d.]+) (?P<port>\d+) typ host.*\r\n")
_CANDIDATES = re.compile(rf"{_CANDIDATE.pattern}(a=candidate:.*\r\n)*")
_BITS = 8
_MOST_QUEUED_S = 0.4
"""So much waits before a line that is too slow, as in a cheap router; what comes then is dropped."""

Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Weather:
    """What befalls the datagrams, each way: the share that is lost, the delay, the rate, or that none gets through."""

    loss: float = 0.0
    delay_s: float = 0.0
    bits_a_second: float | None = None
    is_cut: bool = False


class Relay:
    """Carries what one booth and the desk send each other; `weather` may be changed at any time, from any thread."""

    def __init__(self, weather: Weather = Weather(), *, seed: int = 0) -> None:
        self.weather = weather
        self.carried = self.lost = 0
        self._chance = Random(seed)
        self._ends: list[asyncio.DatagramTransport] = []
        self._up = self._down = _Way(self)

    async def offered(self, offer: Offer) -> Offer:
        """The booth's offer, as if the booth was where this line ends at the desk's side."""
        self.close()
        booth = _address(offer.sdp)
        self._up, self._down = _Way(self), _Way(self)
        before_booth = await self._end(booth[0], self._up.carry)
        before_desk = await self._end(booth[0], self._down.carry)
        self._up.leads(before_desk, to=None)
        self._down.leads(before_booth, to=booth)
        return offer.model_copy(update={"sdp": _moved(offer.sdp, before_desk.get_extra_info("sockname"))})

    def answered(self, answer: Answer) -> Answer:
        """The desk's answer, as if the desk was where this line ends at the booth's side."""
        before_booth, before_desk = self._ends
        self._up.leads(before_desk, to=_address(answer.sdp))
        return Answer(sdp=_moved(answer.sdp, before_booth.get_extra_info("sockname")))

    def close(self) -> None:
        """Carry nothing more of this connection."""
        for end in self._ends:
            end.abort()
        self._ends = []

    async def _end(self, host: str, carry: Callable[[bytes], None]) -> asyncio.DatagramTransport:
        loop = asyncio.get_running_loop()
        end, _ = await loop.create_datagram_endpoint(lambda: _End(carry), local_addr=(host, 0))
        self._ends.append(end)
        return end

    def _is_lost(self) -> bool:
        return self.weather.is_cut or self._chance.random() < self.weather.loss


class _Way:
    """One direction."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._end: asyncio.DatagramTransport | None = None
        self._to: Address | None = None
        self._free_at = 0.0

    def leads(self, end: asyncio.DatagramTransport, *, to: Address | None) -> None:
        self._end, self._to = end, to

    def carry(self, data: bytes) -> None:
        loop, weather = asyncio.get_running_loop(), self._relay.weather
        now = loop.time()
        starts_at = max(self._free_at, now)
        if self._relay._is_lost() or starts_at - now > _MOST_QUEUED_S:
            self._relay.lost += 1
            return
        self._relay.carried += 1
        self._free_at = starts_at + (len(data) * _BITS / weather.bits_a_second if weather.bits_a_second else 0.0)
        if (due := self._free_at + weather.delay_s) > now:
            loop.call_at(due, self._deliver, data)
        else:
            self._deliver(data)

    def _deliver(self, data: bytes) -> None:
        if self._end is not None and self._to is not None and not self._end.is_closing():
            self._end.sendto(data, self._to)


class _End(asyncio.DatagramProtocol):
    """Where this line ends before the booth or before the desk."""

    def __init__(self, carry: Callable[[bytes], None]) -> None:
        self._carry = carry

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._carry(data)


class RelayedBooth(SimulatedBooth):
    """A simulated booth at the far end of a bad line."""

    def __init__(self, *told: Any, relay: Relay, **options: Any) -> None:
        super().__init__(*told, **options)
        self._relay = relay

    async def _converse(self, conversation: Conversation) -> None:
        try:
            await super()._converse(_Relayed(conversation, self._relay))
        finally:
            self._relay.close()


class _Relayed(Conversation):
    """A conversation in which either side learns of the line instead of the other side."""

    def __init__(self, conversation: Conversation, relay: Relay) -> None:
        super().__init__(conversation._socket)
        self.booth = conversation.booth
        self._relay = relay

    async def say(self, message: Message) -> None:
        await super().say(await self._relay.offered(message) if isinstance(message, Offer) else message)

    async def hear(self) -> ToPage:
        message = await super().hear()
        return self._relay.answered(message) if isinstance(message, Answer) else message


def _address(sdp: str) -> Address:
    candidate = _CANDIDATE.search(sdp)
    assert candidate is not None, sdp
    return candidate["host"], int(candidate["port"])


def _moved(sdp: str, to: Address) -> str:
    """The description with one candidate a line, at another address."""
    return _CANDIDATES.sub(rf"a=candidate:\g<name> 1 udp \g<rank> {to[0]} {to[1]} typ host\r\n", sdp)
