"""Colours of the report, one name each, with their partners for dark paper.

The hues stay apart for all common kinds of colour blindness; labels stand beside their marks, so that nothing
rests on hue alone. Each light colour has a contrast of 4.5 or more on white, so it may be used for type. In
the SVG a colour is always spelled in its light form: a page on dark paper maps each one with an attribute
selector, `svg [fill="#1f5b99"] { fill: … }`, from `DARK`.
"""

INK = "#000000"  # written as currentColor: it takes the colour of the page's text
PAPER = "#ffffff"  # what shines through: type on dark cells, the middle of an open dot
BLUE = "#1f5b99"
RED = "#b8412d"
OCHRE = "#8a6510"
GREEN = "#22735f"
PURPLE = "#7b4b9e"
PINK = "#a8386f"
GREY = "#8b9198"

SERIES = (BLUE, RED, GREEN, OCHRE, PURPLE, PINK)  # in the order of use

DARK = {
    PAPER: "#15181c",
    BLUE: "#7fb2e5",
    RED: "#f08f7a",
    OCHRE: "#dcb45a",
    GREEN: "#74c5af",
    PURPLE: "#c5a5e8",
    PINK: "#f09abf",
    GREY: "#8b9198",
}

MUTED = 0.66  # opacity of secondary type
FAINT = 0.28  # opacity of rules and guides
