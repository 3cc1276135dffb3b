"""Darken colours so that they can be seen on white paper."""

from __future__ import annotations

LEAST_CONTRAST = 3.6
"""The least contrast ratio of a bar with white. It keeps the ratio of at least 3 that WCAG 2.2
(1.4.11) asks for parts of a graphic, even against the pale grey behind the bars."""


def readable(colour: str) -> str:
    """The colour, darkened as little as needed to be seen well on white: `#ffff00` → `#8a8a00`."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    for hundredths in range(100, -1, -1):
        darker = [round(part * hundredths / 100) for part in (red, green, blue)]
        if contrast_with_white(*darker) >= LEAST_CONTRAST:
            break
    return "#{:02x}{:02x}{:02x}".format(*darker)


def contrast_with_white(red: int, green: int, blue: int) -> float:
    """The contrast ratio of a colour against white (WCAG 2.2): white → 1, black → 21, `255, 0,
    0` → 4.0."""
    light = (_linear(red), _linear(green), _linear(blue))
    luminance = sum(
        part * weight for part, weight in zip(light, (0.2126, 0.7152, 0.0722), strict=True)
    )
    return 1.05 / (luminance + 0.05)


def _linear(part: int) -> float:
    value = part / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
