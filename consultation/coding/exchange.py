"""Themes and coded texts in REFI-QDA 1.5, which QualCoder, MAXQDA, NVivo and ATLAS.ti read.

Each text is a source of its own, with variables such as its question and its author's category. A
code is a selection, in code points from 0, whose end is excluded. Ids are digests of what they name
and nothing is dated: the same coding gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from consultation.coding.coded_texts import CodedText, Texts, Theme
from consultation.machine.archives import undated_entry, write_chunks
from consultation.machine.disk import naming
from consultation.words.french import sentence
from consultation.words.readable import one_line, readable

_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
# QualCoder stops at a selection without a date.
_UNDATED = "1980-01-01T00:00:00Z"
_VARIABLES = {
    "question": "question_label",
    "category": "category_label",
    "kind": "respondent_kind_label",
    "departement": "departement_id",
    "reading": "reading_label",
}


def write_project(
    path: Path, form_id: str, title: str, themes: Sequence[Theme], texts: Texts
) -> None:
    """Write the texts and their codes to `path` as a REFI-QDA project (.qdpx), text by text.
    `texts` is called several times, to read the texts again."""
    coders = sorted({coding.coder or "" for text in texts() for coding in text.codings})
    project = _Project(form_id, coders)
    with naming(path), ZipFile(path, "w") as archive:
        write_chunks(archive, "project.qde", project.pieces(title, themes, texts()))
        for text in texts():
            archive.writestr(undated_entry(f"Sources/{project.source(text)}.txt"), text.text)


def _guid(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("faire-masse", *names))))


def _codes(form_id: str, themes: Iterable[Theme]) -> str:
    return (
        "<Codes>"
        + "".join(
            f'<Code guid="{_guid(form_id, "theme", theme.theme_id)}" isCodable="true"'
            f" name={quoteattr(one_line(theme.title))}>"
            f"<Description>{escape(readable(theme.description))}</Description></Code>"
            for theme in themes
        )
        + "</Codes>"
    )


class _Project:
    """The XML of a REFI-QDA project, built part by part.

    The themes kept for a text, because the coders agree or somebody settled, are written as the
    codes of one more coder, « Retenu ».
    """

    def __init__(self, form_id: str, coders: Sequence[str]) -> None:
        self._form_id = form_id
        self._users = {coder: _guid(form_id, "coder", coder) for coder in coders}
        self._variables = {name: _guid(form_id, "variable", name) for name in _VARIABLES}

    def source(self, text: CodedText) -> str:
        """The GUID of a text. The same author and question always give the same GUID."""
        return _guid(self._form_id, "text", text.author, text.question_id)

    def pieces(
        self, title: str, themes: Sequence[Theme], texts: Iterable[CodedText]
    ) -> Iterator[str]:
        """Yield project.qde, the XML file with all themes and codes, in parts."""
        yield f'{_PROLOGUE}<Project xmlns="urn:QDA-XML:project:1.0" origin="faire-masse"'
        yield f' name={quoteattr(one_line(title))} creationDateTime="{_UNDATED}">'
        # The format allows no empty list.
        if self._users:
            yield "<Users>"
            for coder, guid in self._users.items():
                name = coder or sentence("exchange", "counted")
                yield f'<User guid="{guid}" name={quoteattr(name)}/>'
            yield "</Users>"
        if themes:
            yield f"<CodeBook>{_codes(self._form_id, themes)}</CodeBook>"
        yield "<Variables>"
        for name, guid in self._variables.items():
            label = quoteattr(sentence("exchange", name))
            yield f'<Variable guid="{guid}" name={label} typeOfVariable="Text"/>'
        yield "</Variables><Sources>"
        for text in texts:
            yield from self._source(text)
        yield "</Sources></Project>\n"

    def _source(self, text: CodedText) -> Iterator[str]:
        guid = self.source(text)
        # Programs name a file after it: a colon is not allowed.
        name = quoteattr(f"{text.author.replace(':', '-')} {text.question_id}")
        path = quoteattr(f"internal://{guid}.txt")
        yield f'<TextSource guid="{guid}" name={name} plainTextPath={path}'
        yield f' creationDateTime="{_UNDATED}">'
        yield from self._selections(text, guid)
        for variable, column in _VARIABLES.items():
            if text.row[column]:
                yield f'<VariableValue><VariableRef targetGUID="{self._variables[variable]}"/>'
                yield f"<TextValue>{escape(readable(text.row[column]))}</TextValue>"
                yield "</VariableValue>"
        yield "</TextSource>\n"

    def _selections(self, text: CodedText, source: str) -> Iterator[str]:
        """Yield the XML of a selection for each coder and span of the text. The themes of equal
        spans are merged. A span without themes has no selection."""
        selections: dict[tuple[int, int, str], dict[str, None]] = {}
        for coding in text.codings:
            span = coding.start, coding.end, coding.coder or ""
            selections.setdefault(span, {}).update(dict.fromkeys(coding.theme_ids))
        for (start, end, coder), theme_ids in selections.items():
            if not theme_ids:
                continue
            guid = _guid(source, str(start), str(end), coder)
            by = f'creatingUser="{self._users[coder]}" creationDateTime="{_UNDATED}"'
            yield f'<PlainTextSelection guid="{guid}" startPosition="{start}" endPosition="{end}"'
            yield f" {by}>"
            for theme_id in theme_ids:
                yield f'<Coding guid="{_guid(guid, theme_id)}" {by}><CodeRef targetGUID='
                yield f'"{_guid(self._form_id, "theme", theme_id)}"/></Coding>'
            yield "</PlainTextSelection>"
