"""Words looked for in every file of a folder: unzipped, decoded, folded, read by other tools.

It knows nothing of what the files are meant to hold, and can be run on any folder.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import os
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.cases import poppler
from tests.cases.canary_form import LENGTH, PREFIX

WORD = re.compile(f"{PREFIX}[a-z]{{{LENGTH - len(PREFIX)}}}")
WORD_BYTES = re.compile(WORD.pattern.encode())
# Capitals are folded; what is neither a letter nor a digit of ASCII is dropped: blanks, hyphens,
# line breaks, combining marks, and the zeros of UTF-16.
FOLDED = bytes(range(256)).lower()
DROPPED = bytes(byte for byte in range(256) if not (byte < 128 and chr(byte).isalnum()))
FEW = 40  # files that are read sooner than processes are started
BASE64_RUN = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
HEX_RUN = re.compile(rb"[0-9A-Fa-f]{16,}")
LINE_ENDS = re.compile(rb"[\r\n]+ ?")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
IP_ADDRESS = re.compile(r"203[.]0[.]113[.]\d+")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s. /()\-\u2010-\u2015]+(?=\d)")
PHONE = re.compile(r"(?<!\d)(?:0|33|0033|330)(\d{9})(?!\d)")
DIGEST = re.compile(r"\b(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})\b")


@dataclass
class Findings:
    """What a folder holds, each with the files that hold it."""

    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    emails: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ip_addresses: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    phones: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    digests: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    files: list[str] = field(default_factory=list)

    def of(self, words: Iterable[str]) -> dict[str, list[str]]:
        """Which of these words were found, and where."""
        return {word: sorted(self.words[word]) for word in words if word in self.words}


def findings_in(folder: Path, words: Iterable[str]) -> Findings:
    """All that is below a folder of these words, and of e-mails, phones, IPs and digests."""
    known, result = frozenset(words), Findings()
    contents = {
        path: hashlib.sha256(content_of(path)).digest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    # A document stands in several releases: what has the same bytes tells the same.
    content_by = _content_of_each({digest: path for path, digest in contents.items()})
    for path, digest in contents.items():
        where = str(path.relative_to(folder))
        result.files.append(where)
        named = FileContent()
        named.add_text(where)
        for content in (named, content_by[digest]):
            for kind, leak in content.leaks:
                if kind != "words" or leak in known:
                    getattr(result, kind)[leak].add(where)
    return result


def digests_of(addresses: Iterable[str]) -> set[str]:
    """The digests that somebody would look an address up by."""
    return {
        hashlib.new(name, address.encode(), usedforsecurity=False).hexdigest()
        for address in addresses
        for name in ("sha256", "sha1", "md5")
    }


@dataclass
class FileContent:
    """What one file tells, however it says it: of which kind of `Findings`, and what."""

    leaks: set[tuple[str, str]] = field(default_factory=set)

    def _add(self, kind: str, found: Iterable[str]) -> None:
        self.leaks.update((kind, each) for each in found)

    def add_bytes(self, layer: bytes) -> None:
        """The words of some bytes, their base64 and their hexadecimal decoded."""
        for decoded in (layer, *_from_base64(layer), *_from_hexadecimal(layer)):
            self._add("words", words_in_bytes(decoded))

    def add_text(self, text: str) -> None:
        """The words of a text, and whatever looks like a way to reach somebody."""
        for plain in {text, html.unescape(text), urllib.parse.unquote(text)}:
            self._add("words", words_in(plain))
            self._add("emails", EMAIL.findall(plain))
            self._add("ip_addresses", IP_ADDRESS.findall(plain))
            self._add("digests", DIGEST.findall(plain))
            digits = BETWEEN_DIGITS.sub("", plain)
            self._add("phones", (f"0{phone}" for phone in PHONE.findall(digits)))


def words_in(text: str) -> set[str]:
    """The words of a text: capitals, accents, blanks, hyphens and line breaks are nothing."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return {*WORD.findall(folded), *WORD.findall("".join(filter(str.isalnum, folded)))}


def words_in_bytes(content: bytes) -> set[str]:
    """The words of some bytes, in ASCII, UTF-8 or UTF-16, composed or not."""
    # PDF writes a byte of its strings in octal.
    plain = content.replace(rb"\000", b"").translate(FOLDED, DROPPED)
    return {word.decode() for word in WORD_BYTES.findall(plain)}


def _from_base64(content: bytes) -> Iterator[bytes]:
    """Every run that may be base64, decoded at each of the places where it may begin."""
    for run in BASE64_RUN.findall(content):
        for start in range(4):
            part = run[start:].translate(bytes.maketrans(b"-_", b"+/"))
            yield base64.b64decode(
                part[: len(part) // 4 * 4] if len(part) % 4 == 1 else part + b"=" * (-len(part) % 4)
            )


def _from_hexadecimal(content: bytes) -> Iterator[bytes]:
    for run in HEX_RUN.findall(content):
        for start in range(2):
            part = run[start:]
            yield bytes.fromhex(part[: len(part) // 2 * 2].decode())


def content_of(path: Path) -> bytes:
    """The bytes of a file; none where it went meanwhile, as the journal of a database whose server
    ends."""
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return b""


def _content_of_layers(path: Path) -> FileContent:
    content = FileContent()
    for layer in layers_of(content_of(path)):
        content.add_bytes(layer)
        if (text := _decoded(layer)) is not None:
            content.add_text(text)
            # Long base64 is cut in lines.
            content.add_bytes(LINE_ENDS.sub(b"", layer))
    return content


def _decoded(layer: bytes) -> str | None:
    """The text of a layer; None when it is none."""
    try:
        return layer.decode("utf-8")
    except UnicodeDecodeError:
        if layer.count(0) <= len(layer) // 4:
            return None
    order = "utf-16-le" if layer[1::2].count(0) >= layer[::2].count(0) else "utf-16-be"
    return layer.decode(order, "replace")


def layers_of(content: bytes) -> Iterator[bytes]:
    """The bytes, what they hold compressed, however deep, and what poppler reads in a PDF."""
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode() + b"\n" + entry.comment
                yield from layers_of(archive.read(entry))
    elif content.startswith(b"\x1f\x8b"):
        yield from layers_of(gzip.decompress(content))
    elif content.startswith(b"%PDF"):
        for stream in STREAM.findall(content):
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(stream)
        yield poppler.words_of(content).encode()
        yield repr(poppler.properties(content)).encode()


def _content_of_each(files: dict[bytes, Path]) -> dict[bytes, FileContent]:
    if len(files) < FEW:
        return {name: _content_of_layers(path) for name, path in files.items()}
    # The longest first, so that no process ends long after the others.
    longest = sorted(files, key=lambda name: len(content_of(files[name])), reverse=True)
    with ProcessPoolExecutor(os.cpu_count(), get_context("forkserver")) as pool:
        contents = pool.map(_content_of_layers, [files[name] for name in longest], chunksize=1)
        return dict(zip(longest, contents, strict=True))
