"""Tables as pictures to share: SVG, and PNG of 1200 × 630, with a title, a denominator and notes.

The same values give the same bytes on every machine: nothing is fetched, and fonts are our own.
"""
