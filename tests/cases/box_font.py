"""The font of last resort: a box for each sign that there is, drawn upon none of the others.

`python -m tests.cases.box_font` writes it again where pictures and documents look for it.
"""

from __future__ import annotations

from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from consultation.public.pictures.drawing import HERE

PATH = HERE / "fonts" / "Box.ttf"
FAMILY = "Faire-masse Box"
SIGNS = (*range(0x21, 0xD800), *range(0xE000, 0x110000))
OUTER = ((60, -100), (60, 700), (640, 700), (640, -100))
INNER = ((110, -50), (590, -50), (590, 650), (110, 650))
WIDTH = 700
# A mark is a box as any other, beside that of its letter: else it would stand on the line above.
FEATURES = """
table GDEF { GlyphClassDef [space box],,,; } GDEF;
feature kern { pos space space -1; } kern;
"""


def box_font() -> bytes:
    """The font, the same bytes each time: 1,000 units high, one drawing for all signs."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", "box"])
    builder.setupCharacterMap({0x20: "space"})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "space": empty, "box": _box()})
    widths = {".notdef": (WIDTH, 0), "space": (300, 0), "box": (WIDTH, 60)}
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": FAMILY, "styleName": "Regular", "psName": "FaireMasseBox"}
    builder.setupNameTable(names)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.addOpenTypeFeatures(FEATURES)
    font = builder.font
    font["cmap"].tables = [_every_sign()]
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(content := BytesIO())
    return content.getvalue()


def _box() -> Glyph:
    pen = TTGlyphPen(None)
    for first, *others in (OUTER, INNER):
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _every_sign() -> CmapSubtable:
    """The table in which many signs may share one drawing (format 13)."""
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length, table.nGroups = 13, 0, 0, 0
    table.cmap = {0x20: "space"} | dict.fromkeys(SIGNS, "box")
    return table


if __name__ == "__main__":
    PATH.write_bytes(box_font())
