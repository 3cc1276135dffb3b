"""« La mienne y est »: a page on which people find whether their own text was sent."""
