"""A chart stays on the page while the filter changes, and says so where it cannot be drawn."""

import re

from playwright.sync_api import expect

from export import plotly_js
from tests.browser.conftest import Tab, wait_quiet


def test_a_changed_filter_changes_the_charts_where_they_are(tab: Tab) -> None:
    page = tab.go("/").page
    charts = page.locator(".x-plot")
    before = charts.all_inner_texts()
    charts.evaluate_all("all => all.forEach(chart => { chart.dataset.seen = 'before' })")
    page.get_by_role("combobox", name="帮扶方（东部）").focus()
    page.keyboard.type("浙江")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("helper=330000"))
    wait_quiet(page)
    assert page.locator(".x-plot[data-seen=before]").count() == len(before) == 4
    assert [old == new for old, new in zip(before, charts.all_inner_texts(), strict=True)] == [
        False
    ] * 4
    assert tab.errors == []


def test_a_chart_is_as_wide_as_there_is_room(tab: Tab) -> None:
    page = tab.go("/projects").page
    for width in (1440, 900):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_function(
            "() => [...document.querySelectorAll('.x-plot')].every(chart =>"
            " Math.abs(chart.clientWidth - chart.querySelector('.main-svg').clientWidth) < 2)"
        )


def test_a_library_that_does_not_come_is_told(tab: Tab) -> None:
    page = tab.page
    page.route(f"**/{plotly_js.NAME}", lambda route: route.abort())
    page.goto(tab.base + "/visits")
    expect(page.locator(".x-plot").first).to_have_text("图未能绘出。请刷新页面重试。")
    page.unroute_all()
    tab.go("/visits")
    expect(page.locator(".x-plot .main-svg").first).to_be_visible()
