"""The projects of a couple and year, some of them following from a meeting's item."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from data.demo import industries, life, measures, money, words
from data.demo.industries import Industry, Work
from data.demo.life import Life
from data.demo.meetings import Meeting
from data.demo.money import Money
from data.demo.pairs import CoupleYear
from data.demo.rounding import two_figures

_LINKED = 0.5  # of those that a meeting has an item for: about 30 in 100 of all
_GROWTH = 1.03  # of a project's size, from year to year


@dataclass(frozen=True)
class Project:
    """All that chance settles about a project; how far it has come follows from the day asked.

    `scale` is its size beside a typical one of its industry; `jobs` and `people` are persons once
    it produces; `phase` counts projects of the same title; `item` is a meeting and an item number.
    """

    couple: CoupleYear
    number: int
    industry: Industry
    work: Work
    place: str
    firm: str
    life: Life
    money: Money
    scale: float
    jobs: int
    people: int
    phase: int = 1
    item: tuple[Meeting, int] | None = None


def projects(couple: CoupleYear, linkable: Sequence[Meeting], average: int) -> list[Project]:
    """About `average` projects, linked only to `linkable` meetings held before the signing."""
    chance = couple.chance("projects")
    count = round(average * couple.size * chance.uniform(0.88, 1.12))
    drawn = industries.draw(chance, couple.pair.receiver_adcode, count)
    made = (_project(couple, chance, number, each) for number, each in enumerate(drawn, 1))
    return list(_linked(_phased(made), linkable, couple.chance("links")))


def _project(couple: CoupleYear, chance: Random, number: int, industry: Industry) -> Project:
    sums = money.draw(chance, industry, _GROWTH ** (couple.year - 2016))
    scale = (sums.total / 100 / industry.investment) ** 0.7
    signed = date(couple.year, 1, 4) + timedelta(chance.randrange(355))
    return Project(
        couple=couple,
        number=number,
        industry=industry,
        work=chance.choice(industry.works),
        place=chance.choice(couple.places),
        firm=chance.choice(industry.firms),
        life=life.draw(chance, signed),
        money=sums,
        scale=scale,
        jobs=round(industry.jobs * scale * chance.uniform(0.6, 1.4)),
        people=round(industry.people * scale * chance.uniform(0.5, 1.5)),
    )


def _phased(made: Iterable[Project]) -> Iterator[Project]:
    seen: Counter[tuple[str, str]] = Counter()
    for project in made:
        seen[project.place, project.work.title] += 1
        yield replace(project, phase=seen[project.place, project.work.title])


def _linked(
    made: Iterable[Project], linkable: Sequence[Meeting], chance: Random
) -> Iterator[Project]:
    for project in made:
        wanted, which = chance.random() < _LINKED, chance.random()
        items = [
            (meeting, number)
            for meeting in linkable
            if meeting.day <= project.life.days[0]
            and (number := meeting.number_of(project.industry))
        ]
        found = items[int(which * len(items))] if wanted and items else None
        yield replace(project, item=found)


def row(project: Project, as_of: date) -> dict[str, str]:
    """The project as the cells of its ledger, as far as it has come by that day."""
    couple, content = project.couple, two_figures(project.work.n * project.scale)
    said = couple.words
    meeting, number = project.item or (None, "")
    return (
        couple.names
        | _progress(project, as_of)
        | {
            "项目编号": f"DEMO-P-{couple.code}-{project.number:03d}",
            "年度": str(couple.year),
            "项目名称": _title(project),
            "产业类型": project.industry.name,
            "实施地点": project.place,
            "建设内容": project.work.content.format(n=content, **said),
            "建设规模与产出": measures.text(
                project.work,
                content,
                project.industry.name,
                project.money.total // 100,
                _done(project, as_of),
            ),
            "总投资（万元）": money.text(project.money.total),
            "协议金额（万元）": money.text(project.money.agreed),
            "实施单位": project.firm,
            "对应会议": meeting.code if meeting else "",
            "议定事项序号": str(number),
            "来源": words.SOURCE,
            "备注": words.NOTE,
        }
    )


def _title(project: Project) -> str:
    work = project.work.title.format_map(project.couple.words)
    phase = f"第{project.phase}期" if project.phase > 1 else ""
    return f"{words.county(project.place)}{work}项目{phase}{words.MARK}"


def _done(project: Project, as_of: date) -> float:
    """How much of it is done by the day, from 0 to 1."""
    lived = project.life
    cancelled = lived.stage(as_of) == life.CANCELLED
    return 0.0 if cancelled else project.money.shares[lived.rung(as_of)]


def _progress(project: Project, as_of: date) -> dict[str, str]:
    """The cells that depend on the day."""
    lived, sums = project.life, project.money
    rung, stage = lived.rung(as_of), lived.stage(as_of)
    placed = money.in_place(sums, rung, cancelled=stage == life.CANCELLED)
    done = _done(project, as_of)
    started, completed = lived.started(as_of), lived.completed(as_of)
    return {
        "项目状态": stage,
        "到位资金（万元）": money.text(placed),
        "财政援助资金（万元）": money.text(int(placed * sums.fiscal)),
        "社会帮扶资金（万元）": money.text(int(placed * sums.social)),
        "吸纳就业（人）": str(round(project.jobs * done)),
        "带动脱贫人口（人）": str(round(project.people * done)),
        "开工时间": started.isoformat() if started else "",
        "完工时间": completed.isoformat() if completed else "",
    }
