import itertools
from pathlib import Path

import numpy as np
import pytest

from literate.figures import palette

# Machado, Oliveira & Fernandes, A physiologically-based model for simulation of color vision deficiency,
# IEEE Transactions on Visualization and Computer Graphics (2009): full severity, linear light.
VISION = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deuteranopia": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritanopia": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
DARK_SERIES = tuple(palette.DARK[colour] for colour in palette.SERIES)


def linear(colour: str) -> np.ndarray:
    """sRGB to linear light (3,)."""
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """Linear light to CIELAB (3,)."""
    xyz = TO_XYZ @ light.clip(0, 1) / (0.9505, 1, 1.089)
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(a: str, b: str) -> float:
    """WCAG's ratio of luminances."""
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("series", [palette.SERIES, DARK_SERIES])
def test_any_two_colours_of_the_series_stay_apart_in_all_kinds_of_vision(series, vision):
    seen = [lab(np.array(VISION[vision]) @ linear(colour)) for colour in series]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 15


def test_every_colour_of_the_series_may_be_used_for_type_on_its_paper():
    assert min(contrast(colour, palette.PAPER) for colour in palette.SERIES) >= 4.5
    assert min(contrast(colour, palette.DARK[palette.PAPER]) for colour in DARK_SERIES) >= 4.5
    muted = "#" + 3 * f"{round(255 * (1 - palette.MUTED)):02x}"
    assert contrast(muted, palette.PAPER) >= 4.5


def test_best_and_worst_differ_in_grey_print_too():
    blue, red = (lab(linear(colour))[0] for colour in (palette.BLUE, palette.RED))
    assert abs(blue - red) > 10


def test_every_colour_has_a_partner_for_dark_paper():
    assert set(palette.DARK) == {palette.PAPER, palette.GREY, *palette.SERIES}


def test_the_style_sheet_gives_each_colour_its_partner_on_dark_paper():
    sheet = (Path(__file__).parents[3] / "templates" / "report.css").read_text(encoding="utf-8")
    dark = "".join(sheet[sheet.index("prefers-color-scheme: dark") :].split())
    for light, partner in palette.DARK.items():
        if light != partner:
            assert f'[fill="{light}"]{{fill:{partner};}}' in dark
            assert f'[stroke="{light}"]{{stroke:{partner};}}' in dark
