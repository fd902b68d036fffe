"""The warm renderer: it serves everybody, outlives its Chromium, and asks nobody."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import plotly.graph_objects as go
import pytest

from export import (
    Renderer,
    RendererBusy,
    RendererUnavailable,
    RenderFailed,
    RenderTimeout,
    RenderTooLarge,
)
from export.chromium import NICE
from export.drawing import Kind
from export.sheet import Spec

PNG, PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"
SECONDS, PATIENCE = 60, 8
KINDS: tuple[Kind, ...] = ("png", "svg")


def bars(**layout: object) -> Spec:
    size = {"width": 300, "height": 200, **layout}
    return dict(go.Figure(go.Bar(x=[2019, 2020], y=[1, 2]), layout=size).to_plotly_json())


@pytest.fixture(scope="module")
def mortal() -> Iterator[Renderer]:
    """A renderer whose Chromium may be killed, with little patience and a short queue."""
    made = Renderer(waiting=3, seconds=PATIENCE, opening_seconds=120)
    made.start()
    made.picture(bars(), "svg")
    yield made
    made.stop()


@pytest.fixture
def calls() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(30) as pool:
        yield pool


def until(condition: Callable[[], bool]) -> None:
    """Return once it holds."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def frozen(renderer: Renderer) -> Iterator[int]:
    """The group of a Chromium that stands still: whatever is asked for is in mid-work."""
    assert renderer.pid
    group = renderer.pid
    os.killpg(group, signal.SIGSTOP)
    try:
        yield group
    finally:
        if renderer.pid == group:
            os.killpg(group, signal.SIGCONT)


@pytest.mark.parametrize(("kind", "beginning"), [("png", PNG), ("svg", b"<svg")])
def test_it_draws_every_kind(renderer: Renderer, kind: Kind, beginning: bytes) -> None:
    assert renderer.picture(bars(), kind).startswith(beginning)


def test_chromium_stands_back_for_the_pages(renderer: Renderer) -> None:
    renderer.picture(bars(), "png")
    assert renderer.pid
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, renderer.pid) == min(own + NICE, 19)
    session = Path(f"/proc/{renderer.pid}/autogroup")
    assert not session.exists() or session.read_text().endswith(f"nice {NICE}\n")


def test_a_png_has_so_many_pixels_as_were_asked_for(renderer: Renderer) -> None:
    png = renderer.picture(bars(), "png", 2)
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (600, 400)


def test_it_prints_documents(renderer: Renderer) -> None:
    assert renderer.paper("<!DOCTYPE html><p>纸</p>").startswith(PDF)


def test_twenty_at_once_are_all_served(renderer: Renderer, calls: ThreadPoolExecutor) -> None:
    drawn = list(calls.map(lambda _: renderer.picture(bars(), "png"), range(20)))
    assert [picture.startswith(PNG) for picture in drawn] == [True] * 20
    assert renderer.jobs == 0


def test_each_caller_gets_the_picture_it_asked_for(
    renderer: Renderer, calls: ThreadPoolExecutor
) -> None:
    widths = list(range(100, 900, 100))
    drawn = calls.map(lambda width: renderer.picture(bars(width=width), "png"), widths)
    assert [int.from_bytes(png[16:20]) for png in drawn] == widths


@pytest.mark.parametrize("whom", ["leader", "all"])
def test_a_job_is_served_whose_chromium_was_killed_in_mid_work(
    mortal: Renderer, calls: ThreadPoolExecutor, whom: str
) -> None:
    with frozen(mortal) as group:
        waiting = calls.submit(mortal.picture, bars(), "png")
        until(lambda: mortal.jobs == 1)
        if whom == "all":
            os.killpg(group, signal.SIGKILL)
        else:
            for child in children(group):
                os.kill(child, signal.SIGKILL)
            os.killpg(group, signal.SIGCONT)
        assert waiting.result(SECONDS).startswith(PNG)
    assert mortal.pid != group
    assert mortal.picture(bars(), "png").startswith(PNG)


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for one in lists for child in one.read_text().split()]


def test_a_page_that_crashes_is_replaced(mortal: Renderer, calls: ThreadPoolExecutor) -> None:
    assert mortal.pid
    group = mortal.pid
    pages = [pid for pid in processes(group) if "--type=renderer" in command(pid)]
    assert pages
    for page in pages:
        os.kill(page, signal.SIGKILL)
    assert mortal.picture(bars(), "png").startswith(PNG)


def processes(group: int) -> list[int]:
    found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return [pid for pid in found if group_of(pid) == group]


def group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except FileNotFoundError:
        return ""


def test_a_full_queue_is_refused_plainly(mortal: Renderer, calls: ThreadPoolExecutor) -> None:
    with frozen(mortal):
        waiting: list[Future[bytes]] = [
            calls.submit(mortal.picture, bars(), "png") for _ in range(3)
        ]
        until(lambda: mortal.jobs == 3)
        with pytest.raises(RendererBusy) as refused:
            mortal.picture(bars(), "png")
    assert "3 个排队" in refused.value.told("zh")
    assert "3 are waiting" in refused.value.told("en")
    assert [job.result(SECONDS)[:8] for job in waiting] == [PNG] * 3


def test_what_takes_too_long_is_stopped_and_the_next_is_served(mortal: Renderer) -> None:
    with frozen(mortal), pytest.raises(RenderTimeout, match=f"within {PATIENCE} seconds"):
        mortal.picture(bars(), "png")
    assert mortal.picture(bars(), "png").startswith(PNG)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (bars(width=20_000), "20,000; the limit is 16,000"),
        (bars(width=9_000, height=9_000), "81,000,000; the limit is 60,000,000"),
        (bars(meta="x" * 9_000_000), "limit is 8,000,000"),
    ],
)
def test_what_is_too_large_is_refused(renderer: Renderer, spec: Spec, said: str) -> None:
    with pytest.raises(RenderTooLarge, match=said):
        renderer.picture(spec, "png")


@pytest.mark.parametrize("layout", [{"meta": {"x": object()}}, {"meta": "\ud800"}])
def test_what_is_no_figure_is_refused(renderer: Renderer, layout: Spec) -> None:
    spec = bars()
    spec["layout"] |= layout
    with pytest.raises(RenderFailed):
        renderer.picture(spec, "png")


def test_a_figure_that_plotly_refuses_is_an_error_and_not_the_end(renderer: Renderer) -> None:
    with pytest.raises(RenderFailed, match="figure data"):
        renderer.picture({**bars(), "data": 5}, "png")
    assert renderer.picture(bars(), "png").startswith(PNG)


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A host of the loopback, and what it was asked for."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                asked.append(connection.recv(200).decode("latin-1"))
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        server.shutdown(socket.SHUT_RDWR)


class Life(NamedTuple):
    """What was seen of a renderer from its start to its end."""

    asked: list[str]
    """What it asked a host for, that figures and Chromium's environment name."""
    groups: list[int | None]
    """Chromium's group after each picture."""
    waiting: Future[bytes]
    """A job that was in mid-work at the end."""
    renderer: Renderer


@pytest.fixture(scope="module")
def life() -> Iterator[Life]:
    """A renderer that lives for three pictures and is ended in the fourth."""
    with (
        listening() as (url, asked),
        pytest.MonkeyPatch.context() as environment,
        ThreadPoolExecutor(1) as pool,
    ):
        environment.setenv("CHOREO_PROXY_SERVER", url)
        renderer = Renderer(seconds=SECONDS, opening_seconds=120, recycle=2)
        renderer.start()
        image = {"source": f"{url}/pixel.png", "x": 0, "y": 1, "sizex": 1, "sizey": 1}
        groups = []
        for kind in (*KINDS, *KINDS[1:]):
            renderer.picture(bars(images=[image]), kind)
            groups.append(renderer.pid)
        with frozen(renderer):
            waiting = pool.submit(renderer.picture, bars(), "png")
            until(lambda: renderer.jobs == 1)
            renderer.stop()
        yield Life(asked, groups, waiting, renderer)


def test_it_asks_no_host_for_anything(life: Life) -> None:
    assert life.asked == []


def test_after_many_pictures_chromium_is_replaced(life: Life) -> None:
    first, _between, last = life.groups
    assert first
    assert last not in (first, None)


def test_a_job_in_mid_work_at_the_end_is_told(life: Life) -> None:
    with pytest.raises(RendererUnavailable, match="stopped"):
        life.waiting.result(SECONDS)


def test_after_its_end_jobs_are_told(life: Life) -> None:
    with pytest.raises(RendererUnavailable, match="not started"):
        life.renderer.picture(bars(), "png")


def test_after_its_end_nothing_of_chromium_is_left(life: Life) -> None:
    groups = set(filter(None, life.groups))
    until(lambda: not [pid for group in groups for pid in processes(group) if command(pid)])


def test_a_map_that_would_be_fetched_is_refused(renderer: Renderer) -> None:
    world = go.Figure(go.Choropleth(locations=["CHN"], z=[1]), layout={"width": 300, "height": 200})
    with pytest.raises(RenderFailed, match="fetching"):
        renderer.picture(world.to_plotly_json(), "png")


def test_a_document_without_one_of_its_pictures_is_refused(renderer: Renderer) -> None:
    with pytest.raises(RenderFailed, match="cannot be decoded"):
        renderer.paper("<!DOCTYPE html><img src='http://127.0.0.1:9/x.png'>")


def test_without_chromium_pictures_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/chromium")
    renderer = Renderer()
    renderer.start()
    try:
        with pytest.raises(RendererUnavailable, match="/no/such/chromium") as refused:
            renderer.picture(bars(), "png")
    finally:
        renderer.stop()
    assert "请管理员安装 Chromium" in refused.value.told("zh")


def test_a_chromium_that_does_not_start_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    renderer = Renderer()
    renderer.start()
    try:
        with pytest.raises(RendererUnavailable, match="does not start"):
            renderer.picture(bars(), "png")
    finally:
        renderer.stop()
