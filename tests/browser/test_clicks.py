"""A click on a mark of a chart: it narrows the filter, or leads to what the mark stands for."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Tab
from tests.browser.test_reading import parameters


def bars(page: Page, chart: str) -> Locator:
    return page.locator(f".st-key-{chart} .barlayer .point")


def click(page: Page, mark: Locator) -> None:
    """Click where a mark is drawn: what answers there is a layer of Plotly's above it."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_bar_of_an_industry_chooses_it(tab: Tab) -> None:
    tab.go("/projects")
    click(tab.page, bars(tab.page, "industries").first)
    expect(tab.page).to_have_url(re.compile(r"industry=\w+"))
    expect(tab.page.locator(".x-chip")).to_have_count(3)


def test_a_bar_of_a_stage_chooses_it(tab: Tab) -> None:
    tab.go("/projects")
    click(tab.page, bars(tab.page, "stages").nth(4))
    expect(tab.page).to_have_url(re.compile("stage=producing"))


def test_a_part_of_a_year_s_money_leads_to_its_projects(tab: Tab) -> None:
    tab.go("/?helper=330000")
    click(tab.page, bars(tab.page, "in-place-by-year").first)
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("项目")
    assert parameters(tab.page) == {"helper": "330000", "years": "2016", "industry": "tea"}
    assert tab.errors == []


def test_a_node_of_the_flows_chooses_the_helper(tab: Tab) -> None:
    tab.go("/")
    click(tab.page, bars(tab.page, "money-flows").first)
    expect(tab.page).to_have_url(re.compile(r"helper=\d{6}"))


def test_a_year_and_direction_of_visits_are_chosen(tab: Tab) -> None:
    tab.go("/visits")
    click(tab.page, bars(tab.page, "visits-by-year").last)
    expect(tab.page).to_have_url(re.compile(r"years=20\d\d"))
    expect(tab.page).to_have_url(re.compile("direction=west_to_east"))


def test_a_stop_narrows_the_list_to_its_visits(tab: Tab) -> None:
    tab.go("/visits")
    click(tab.page, bars(tab.page, "stops").first)
    expect(tab.page).to_have_url(re.compile("stop="))
    expect(tab.page.get_by_text(parameters(tab.page)["stop"]).first).to_be_visible()


def test_the_table_of_a_chart_is_a_csv_file(tab: Tab) -> None:
    tab.go("/projects?helper=330000")
    tab.page.get_by_role("radio", name="表").first.click()
    tab.page.get_by_test_id("stDataFrame").hover()
    tools = tab.page.get_by_test_id("stElementToolbar").get_by_role("button")
    expect(tools.filter(has_not=tab.page.get_by_label("CSV")).first).to_be_visible()
    expect(tab.page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="下载表格（CSV）").click()
    assert download.value.suggested_filename.startswith("项目-按状态_浙江-→-全部-1996–2026_")
    written = Path(download.value.path()).read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert rows[0] == ["项目状态", "项目", "其中演示数据", "协议资金（元）", "到位资金（元）"]
    assert len(rows) > 5
