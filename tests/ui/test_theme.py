"""The look: contrast of every pair of colours, the style sheet, and which density a window gets."""

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from cso_desk.booth.attention import WorkState
from cso_desk.ui import theme
from cso_desk.ui.theme import DARK, DENSE, LIGHT, ROOMY, Density, Look, Palette

THEMES = [pytest.param(LIGHT, 4.5, id="day"), pytest.param(DARK, 7.0, id="night")]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: str | QColor, other: str | QColor) -> float:
    """The contrast of WCAG 2, from 1 to 21."""
    dark, light = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (light + 0.05) / (dark + 0.05)


def over(upper: str, lower: str) -> QColor:
    """A colour that lets another shine through."""
    top, ground = QColor(upper), QColor(lower)
    a = top.alphaF()
    mixed = [getattr(top, part)() * a + getattr(ground, part)() * (1 - a) for part in ("redF", "greenF", "blueF")]
    return QColor.fromRgbF(*mixed)


def test_the_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("palette", "least"), THEMES)
@pytest.mark.parametrize("state", WorkState)
def test_a_state_is_read_on_its_solid_and_on_its_tint(palette: Palette, least: float, state: WorkState) -> None:
    colours = palette.states[state]
    assert contrast(colours.on, colours.solid) >= least
    assert contrast(colours.text, colours.tint) >= least
    assert contrast(colours.solid, palette.surface) >= 3


@pytest.mark.parametrize(("palette", "least"), THEMES)
@pytest.mark.parametrize("ground", ["surface", "sunken", "app"])
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3"])
def test_ink_is_read_on_every_ground(palette: Palette, least: float, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= least


@pytest.mark.parametrize(("palette", "least"), THEMES)
@pytest.mark.parametrize("mark", ["passed", "warn", "fail", "pend"])
def test_a_check_is_read_on_the_surface(palette: Palette, least: float, mark: str) -> None:
    assert contrast(getattr(palette, mark), palette.surface) >= least


@pytest.mark.parametrize(("palette", "least"), THEMES)
@pytest.mark.parametrize("ink", ["barink", "barink2", "synced", "alarm"])
def test_the_top_bar_is_read(palette: Palette, least: float, ink: str) -> None:
    assert contrast(getattr(palette, ink), palette.bar) >= least


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_controls_and_the_focus_stand_out_from_their_ground(palette: Palette) -> None:
    assert contrast(palette.line2, palette.surface) >= 3
    assert contrast(palette.line2, palette.sunken) >= 3
    assert contrast(palette.focus, palette.app) >= 3
    assert contrast(palette.focus, palette.surface) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_words_on_a_picture_are_read_even_where_it_is_white(palette: Palette) -> None:
    for ground in (over(palette.overlay, "#FFFFFF"), QColor(palette.video)):
        for ink in (palette.videoink, palette.videoink2, palette.lostink):
            assert contrast(ink, ground) >= 4.5
        assert contrast(palette.live, ground) >= 3  # a dot
    assert contrast(palette.staleink, palette.stale) >= 7


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_words_of_a_state_are_read_on_the_quiet_ground_of_the_next_step(palette: Palette) -> None:
    for state in (WorkState.TALK, WorkState.NEED, WorkState.READY):
        assert contrast(palette.ink2, palette.states[state].tint) >= 4.5
        assert contrast(palette.states[state].text, palette.surface) >= 4.5


def test_both_themes_have_every_state_and_only_colours_that_qt_knows() -> None:
    for palette in (LIGHT, DARK):
        assert set(palette.states) == set(WorkState)
        for field in fields(palette):
            value = getattr(palette, field.name)
            if isinstance(value, str):
                assert QColor(value).isValid(), field.name
        for colours in palette.states.values():
            assert all(QColor(getattr(colours, field.name)).isValid() for field in fields(colours))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("density", [ROOMY, DENSE])
def test_the_style_sheet_is_filled_in_with_the_look_it_was_asked_for(
    qapp: QApplication, palette: Palette, density: Density
) -> None:
    sheet = theme.style_sheet(Look(palette, density))
    assert "$" not in sheet
    assert palette.app in sheet
    ours = {value for field in fields(palette) if isinstance(value := getattr(palette, field.name), str)}
    ours |= {getattr(colours, field.name) for colours in palette.states.values() for field in fields(colours)}
    assert set(re.findall(r"#[0-9A-Fa-f]{6,8}\b", sheet)) <= ours


@pytest.mark.parametrize(
    ("size", "density"),
    [
        ((1920, 1080), ROOMY),
        ((1800, 1000), ROOMY),
        ((2560, 1440), ROOMY),
        ((1799, 1080), DENSE),
        ((1920, 999), DENSE),
        ((1366, 768), DENSE),
        ((1366, 728), DENSE),
    ],
)
def test_a_window_gets_the_density_that_fits(size: tuple[int, int], density: Density) -> None:
    assert theme.density_for(*size) is density


def test_no_text_is_smaller_than_eleven_pixels() -> None:
    for density in (ROOMY, DENSE):
        sizes = (density.amount, density.title, density.name, density.paid, density.timer, density.state)
        assert min(*sizes, density.body, density.check, density.value, density.label) >= 11


def test_the_fonts_are_the_bundled_ones(qapp: QApplication) -> None:
    assert QFontInfo(theme.font(13)).family() == "Open Sans"
    assert "Mono" in QFontInfo(theme.mono(13)).family()


def test_all_digits_are_of_one_width(qapp: QApplication) -> None:
    for font in (theme.font(13), theme.font(17, 600), theme.mono(12)):
        metrics = QFontMetricsF(font)
        assert len({round(metrics.horizontalAdvance(digit * 10), 2) for digit in "0123456789"}) == 1


def test_the_look_in_force_is_the_one_that_was_put_in_force(qapp: QApplication) -> None:
    before = theme.current()
    look = Look(DARK, DENSE)
    theme.use(look)
    assert theme.current() is look
    assert look.colour("ink2") == QColor(DARK.ink2)
    theme.use(before)
