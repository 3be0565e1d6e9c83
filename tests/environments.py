"""Two machines that differ in all that a report must not show: hash seed, time zone, locale, user, home, fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont

KEPT = ("PATH", "LD_LIBRARY_PATH", "OMP_NUM_THREADS")


def plain(folder: Path) -> dict[str, str]:
    """A machine without fonts, in UTC, whose user has set nothing."""
    return _environment(folder, "ada", "C", "1", TZ="UTC", fonts=[])


def foreign(folder: Path) -> dict[str, str]:
    """A German machine in India full of fonts, one by the name of ours, whose user likes red figures."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True)
    for path in Path(matplotlib.get_data_path(), "fonts", "ttf").glob("DejaVu*.ttf"):
        shutil.copy(path, fonts)
    for name in ("Report Sans", "Report Serif"):
        _renamed(fonts / "DejaVuSerif.ttf", name, fonts / f"{name}.ttf")
    environment = _environment(folder, "zoë", "de_DE.UTF-8", "4321", TZ="Asia/Kolkata", fonts=[fonts])
    settings = Path(environment["HOME"], ".config", "matplotlib")
    settings.mkdir(parents=True)
    (settings / "matplotlibrc").write_text("axes.facecolor: red\nfont.size: 20\n", encoding="utf-8")
    return environment | {"LOCPATH": str(_german(folder)), "SOURCE_DATE_EPOCH": "7"}


def _environment(
    folder: Path, user: str, locale: str, seed: str, *, TZ: str, fonts: list[Path]
) -> dict[str, str]:
    home = folder / "home" / user
    home.mkdir(parents=True)
    config = folder / "fonts.conf"
    dirs = "".join(f"<dir>{each}</dir>" for each in fonts)
    config.write_text(f"<fontconfig>{dirs}<cachedir>{folder}/cache</cachedir></fontconfig>", encoding="utf-8")
    given = {"HOME": str(home), "USER": user, "LOGNAME": user, "LC_ALL": locale, "LANG": locale, "TZ": TZ}
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    return kept | given | {"PYTHONHASHSEED": seed, "FONTCONFIG_FILE": str(config)}


def _renamed(font: Path, name: str, path: Path) -> None:
    """A copy of a font under another family's name."""
    renamed = TTFont(font)
    for record in renamed["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = name
    renamed.save(path)


def _german(folder: Path) -> Path:
    """The German locale, made from the system's sources."""
    made = folder / "locales"
    made.mkdir()
    command = ["localedef", "-i", "de_DE", "-f", "UTF-8", str(made / "de_DE.UTF-8")]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("the locales are not installed; .ci/run installs them")
    return made
