"""Charts as pictures to share: SVG, and PNG of 1200 × 630, with what they mean written in them.

The same values give the same bytes on every machine: nothing is fetched, the letters are ours.
"""

from consultation.charts.captions import figures, percent
from consultation.charts.chart import DEFAULT_COLOUR, Bar, Chart, Kind, Picture
from consultation.charts.pictures import picture_of, write_pictures

__all__ = [
    "DEFAULT_COLOUR",
    "Bar",
    "Chart",
    "Kind",
    "Picture",
    "figures",
    "percent",
    "picture_of",
    "write_pictures",
]
