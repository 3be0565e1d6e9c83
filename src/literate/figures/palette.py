"""Colours of the report, one name each, with their partners for dark paper.

The hues stay apart for all common kinds of colour blindness; labels stand beside their marks, so that nothing
rests on hue alone. Each light colour has a contrast of 4.5 or more on white, so it may be used for type. In
the SVG a colour is always spelled in its light form: a page on dark paper maps each one with an attribute
selector, `svg [fill="#0f4f8a"] { fill: … }`, from `DARK`.
"""

INK = "#000000"  # written as currentColor: it takes the colour of the page's text
PAPER = "#ffffff"  # what shines through: type on dark cells, the middle of an open dot
BLUE = "#0f4f8a"
RED = "#d03a2f"
OCHRE = "#625a0c"
GREEN = "#2b7b75"
PURPLE = "#8755c5"
PLUM = "#6d0f43"
GREY = "#8b9198"

SERIES = (BLUE, RED, GREEN, OCHRE, PURPLE, PLUM)  # in the order of use

DARK = {
    PAPER: "#15181c",
    BLUE: "#7dbcfb",
    RED: "#e77155",
    OCHRE: "#f0d058",
    GREEN: "#b0efd2",
    PURPLE: "#8c86fc",
    PLUM: "#c48fac",
    GREY: "#8b9198",
}

MUTED = 0.66  # opacity of secondary type
FAINT = 0.36  # opacity of rules and guides
