"""Under which addresses the booths may find this desk."""

import ipaddress
import socket

import psutil

_LAST = "127.0.0.1"


def addresses(port: int) -> tuple[str, ...]:
    """The page's addresses, those of the branch's network first and this machine's own last."""
    hosts = [host for host in _hosts() if not host.is_loopback and not host.is_link_local]
    hosts.sort(key=lambda host: (not host.is_private, host))
    return tuple(f"https://{host}:{port}/" for host in (*map(str, hosts), _LAST))


def _hosts() -> list[ipaddress.IPv4Address]:
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return [
        ipaddress.IPv4Address(address.address)
        for name, found in psutil.net_if_addrs().items()
        if name in up
        for address in found
        if address.family == socket.AF_INET
    ]
