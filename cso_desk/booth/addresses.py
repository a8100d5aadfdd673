"""Under which addresses the booths may find this desk, and each other's ends on a machine without a network."""

import ipaddress
import socket

import aioice.ice
import psutil

_LAST = "127.0.0.1"


def addresses(port: int) -> tuple[str, ...]:
    """The page's addresses, those of the branch's network first and this machine's own last."""
    hosts = [host for host in _hosts() if not host.is_loopback and not host.is_link_local]
    hosts.sort(key=lambda host: (not host.is_private, host))
    return tuple(f"https://{host}:{port}/" for host in (*map(str, hosts), _LAST))


def let_peers_meet_on_this_machine() -> None:
    """Where there is no network at all, let WebRTC use the loopback, which aioice leaves out: a demo needs no more."""
    aioice.ice.get_host_addresses = _with_loopback


_found = aioice.ice.get_host_addresses


def _with_loopback(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    return _found(use_ipv4, use_ipv6) or ([_LAST] if use_ipv4 else [])


def _hosts() -> list[ipaddress.IPv4Address]:
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return [
        ipaddress.IPv4Address(address.address)
        for name, found in psutil.net_if_addrs().items()
        if name in up
        for address in found
        if address.family == socket.AF_INET
    ]
