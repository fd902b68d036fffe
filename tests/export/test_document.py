"""The HTML file: alone, offline, and alive."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from export import document
from export.chromium import find
from tests.browser.conftest import FLAGS
from tests.export import sheets

ATTACK = (
    "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='x'\">"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield opened
        opened.close()


def test_it_opens_offline_and_draws_its_chart(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "图.html"
    file.write_bytes(document.html(sheets.money_zh()))
    page = browser.new_page()
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector("#chart .main-svg .bars path")
    assert page.locator("h1").inner_text() == "到位资金，按年度与产业"
    assert "含演示数据" in page.locator("footer").inner_text()
    years = page.locator(".xtick text").all_text_contents()
    assert years == [str(year) for year in range(2018, 2024)]
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert errors == []
    page.close()


def test_text_of_ledgers_stays_text(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "attack.html"
    table = sheets.money_zh().table.rename(columns={"产业": ATTACK})
    table[ATTACK] = ATTACK
    sheet = replace(sheets.money_zh(), title=ATTACK, definition=ATTACK, alt=ATTACK, table=table)
    spec = sheet.spec
    spec["data"][0]["name"] = ATTACK
    file.write_bytes(document.html(replace(sheet, figure=spec)))
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("#chart .main-svg")
    assert page.title() == ATTACK
    assert page.locator("h1").inner_text() == ATTACK
    assert page.locator("script").count() == 2
    page.close()


def test_the_table_below_has_the_numbers() -> None:
    html = document.html(sheets.money_zh()).decode()
    numbers = [int(cell) for cell in re.findall(r'<td class="n">(\d{6,})</td>', html)]
    assert numbers == sheets.PLACED["in_place"].tolist()


def test_a_long_table_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_ROWS", 5)
    html = document.html(sheets.money_zh()).decode()
    assert "本表共 18 行，此处列前 5 行" in html
    assert html.count("<tr>") == 6
