"""A native chart on a slide, in the look of the figure."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from export.cells import harmless, printable
from export.decks import fonts
from export.decks.native import Native, Series

TYPES = {
    ("column", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("bar", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", True): XL_CHART_TYPE.BAR_STACKED,
    ("line", False): XL_CHART_TYPE.LINE_MARKERS,
}
SIZE = 12
"""Points of type in a chart."""


def add(slide: Any, native: Native, left: Any, top: Any, across: Any, tall: Any) -> Any:
    """Put the chart on the slide; what it draws lies in a workbook that PowerPoint opens."""
    data = CategoryChartData(number_format=_format(native))
    data.categories = [_cell(name) for name in native.categories]
    for series in native.series:
        data.add_series(_cell(series.name), series.values)
    frame = slide.shapes.add_chart(
        TYPES[native.kind, native.stacked], left, top, across, tall, data
    )
    _dress(frame.chart, native)
    return frame


def _cell(text: str) -> str:
    """A text as it may stand in the chart's workbook."""
    return harmless(printable(text))


def _dress(chart: Any, native: Native) -> None:
    chart.font.size = Pt(SIZE)
    chart.font.color.rgb = RGBColor.from_string(fonts.MUTED)
    fonts.drawing(chart.font._rPr)
    chart.has_title = False
    named = len(native.series) > 1
    chart.has_legend = named
    if named:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    if native.kind == "line":
        # As Plotly draws it, a line goes on over a year without a value.
        chart._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "span")
    plot = chart.plots[0]
    labelled = not native.stacked and len(native.series) == 1 and native.kind != "line"
    if native.kind != "line":
        plot.gap_width = 55 if native.kind == "column" else 60
        plot.overlap = 100 if native.stacked else 0
    for drawn, series in zip(plot.series, native.series, strict=True):
        _colour(drawn, series, native.kind)
        if labelled:
            _label(drawn, series, native)
    _axes(chart, native, labelled)


def _colour(drawn: Any, series: Series, kind: str) -> None:
    if kind == "line":
        colour = RGBColor.from_string(series.colours[0] or fonts.INK)
        drawn.smooth = False
        drawn.format.line.width = Pt(2)
        drawn.format.line.color.rgb = colour
        if series.dashed:
            drawn.format.line.dash_style = MSO_LINE.DASH
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 6
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = colour
        drawn.marker.format.line.color.rgb = colour
        return
    drawn.invert_if_negative = False
    _fill(drawn.format, series, series.colours[0])
    for place, colour in enumerate(series.colours):
        if colour != series.colours[0] and series.values[place] is not None:
            _fill(drawn.points[place].format, series, colour)


def _fill(look: Any, series: Series, colour: str | None) -> None:
    """Solid for what is in place, hatched or outlined for what was agreed."""
    if colour is None:
        look.fill.background()
        look.line.color.rgb = RGBColor.from_string(series.outline or fonts.MUTED)
        look.line.width = Pt(1.25)
    elif series.hatched:
        look.fill.patterned()
        look.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        look.fill.fore_color.rgb = RGBColor.from_string(colour)
        look.fill.back_color.rgb = RGBColor.from_string("FFFFFF")
        look.line.color.rgb = RGBColor.from_string(colour)
    else:
        look.fill.solid()
        look.fill.fore_color.rgb = RGBColor.from_string(colour)


def _label(drawn: Any, series: Series, native: Native) -> None:
    """The value at the end of each bar; the figure's own text where there is no bar."""
    labels = drawn.data_labels
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = _format(native), False
    labels.font.size = Pt(SIZE)
    labels.font.color.rgb = RGBColor.from_string(fonts.INK)
    fonts.drawing(labels.font._rPr)
    for place, (value, text) in enumerate(zip(series.values, series.texts, strict=True)):
        if not value and text.strip("0.,"):
            frame = drawn.points[place].data_label.text_frame
            frame.text = printable(text)
            fonts.drawing(frame.paragraphs[0].runs[0]._r.get_or_add_rPr())


def _axes(chart: Any, native: Native, labelled: bool) -> None:
    categories, values = chart.category_axis, chart.value_axis
    rule = RGBColor.from_string("C9CDD1")
    categories.format.line.color.rgb = rule
    categories.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    categories.has_major_gridlines = False
    if native.kind == "bar":
        categories.reverse_order = True
    values.has_major_gridlines = values.visible = not labelled
    if not labelled:
        values.major_gridlines.format.line.color.rgb = RGBColor.from_string(fonts.RULE)
        values.format.line.fill.background()
        values.tick_labels.number_format = "#,##0.######" if _is_small(native) else "#,##0"
        values.tick_labels.number_format_is_linked = False
    if all((value or 0) >= 0 for series in native.series for value in series.values):
        values.minimum_scale = 0


def _is_small(native: Native) -> bool:
    """Whether an axis of these values has fractions on it."""
    values = zip(*(series.values for series in native.series), strict=True)
    return max((abs(sum(one or 0 for one in of)) for of in values), default=0) < 5


def _format(native: Native) -> str:
    """As many digits after the point as the figure prints, or as the values have, up to two."""
    texts = [text for series in native.series for text in series.texts if text]
    values = [value for series in native.series for value in series.values if value is not None]
    if texts:
        places = max(len(text.partition(".")[2]) for text in texts)
    else:
        places = 0 if all(float(value).is_integer() for value in values) else 2
    return "#,##0" + ("." + "0" * min(places, 6) if places else "")
