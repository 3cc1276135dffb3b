"""IP addresses of versions 4 and 6. Version 4 addresses are also found when their dots are
disguised (« 82[.]64[.]12[.]5 »). Addresses of home networks (192.168.0.1) and numbers of software
versions or of articles are not masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Network, IPv6Address, ip_address

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough

_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_DOT = r"(?:\.|\[\.\]|\(\.\)| \. ?|\. | [(\[]?(?:point|dot)[)\]]? )"
_V4 = re.compile(
    rf"(?<![\w,])(?<!\d\.)(?P<written>{_BYTE}(?P<dot>{_DOT}){_BYTE}(?:{_DOT}{_BYTE}){{2}})(?!\w|[.,]\d)"
)
_V6 = re.compile(r"(?<![\w:])(?=[\da-f:]*:[\da-f]*:)[\da-f:]{6,39}(?<!:)(?![\w:])", re.IGNORECASE)
NEEDED = ((rough(_V4),), (rough(_V6), ":[^:]*:"))
_CALLED = re.compile(r"\bip(?:v[46])?\b[^.!?\n]{0,30}\Z", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:v|vers\w*|art\w*|chap\w*|sect\w*|parag\w*|points?|n°|numeros?|logiciel|et)[ .:]*\Z"
    r"|§ ?\Z",
    re.IGNORECASE,
)
_AT_HOME = tuple(
    map(IPv4Network, ("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
)
# An address has a number of 20 or more: « 3.1.2.14 » is a paragraph.
_LEAST = 20


def ip_addresses(text: str) -> Iterator[Span]:
    """Yield the IP addresses in a skeleton's text: « 82.64.12.5 », « 2001:db8::1 », not « version
    4.10.2.30 »."""
    for address in _V4.finditer(text):
        if _is_line(text, address):
            yield Span("ip", *address.span("written"))
    for address in _V6.finditer(text) if text.count(":") > 1 else ():
        if _is_v6(address[0]):
            yield Span("ip", *address.span())


def _is_line(text: str, match: re.Match[str]) -> bool:
    numbers = re.findall(r"\d+", match["written"])
    address = ip_address(".".join(numbers))
    if any(address in network for network in _AT_HOME):
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    if _CALLED.search(before):
        return True
    is_close = match["dot"].strip() != "" and " " not in match["written"]
    return is_close and max(map(int, numbers)) >= _LEAST and not _NUMBERED.search(before)


def _is_v6(text: str) -> bool:
    try:
        address = IPv6Address(text)
    except AddressValueError:
        return False
    return not (address.is_loopback or address.is_unspecified) and len(text) > 6
