"""The organisers' folder of a release: its sheets, their order, their words."""
