"""Chinese words for charts under test."""

from charts.butterfly import VisitWords
from charts.clauses import ClauseWords
from charts.cohorts import CohortWords
from charts.course import CourseWords
from charts.details import MeetingWords
from charts.flows import FlowWords
from charts.ladder import StageWords
from charts.matrix import CoverageWords
from charts.money import MoneyWords
from charts.periods import PublishedWords
from charts.ranked import RankWords
from charts.statuses import MatrixWords
from charts.targets import TargetWords
from charts.tilemap import TileWords
from charts.words import Break, Dates, Scale

MONEY = MoneyWords(
    scale=Scale(100_000_000, "亿元"),
    axis="到位资金（亿元）",
    industries={"tea": "茶产业", "herbs": "中药材", "parks": "共建园区", "other": "其他"},
    breaks=(Break(2021, "2021 年重新结对，前后不可比"),),
    alt="{first}—{last}年共{total}{unit}，{peak_year}年最高{peak}，{low_year}年最低{low}，"
    "{industry}占{share}",
    alt_one_year="{last}年{total}{unit}，{industry}占{share}",
    alt_empty="没有到位资金",
)

COHORTS = CohortWords(
    stages={"signed": "签约", "producing": "投产", "cancelled": "取消"},
    unit="个",
    axis="项目数（个）",
    breaks=(Break(2021, "2021 年重新结对，前后不可比"),),
    alt="{first}—{last}年{total}个，{peak_year}年最多{peak}，{stage}占{share}",
    alt_empty="没有项目",
)

MEETINGS = MeetingWords(
    categories={
        "joint_meeting": "联席会议",
        "visit": "考察互访",
        "symposium": "座谈会",
        "national_conference": "全国会议",
    },
    dates=Dates("{d.year}年{d.month}月{d.day}日", "{d.year}年{d.month}月", "{d.year}年"),
    national="全国会议",
    other="其他结对",
    lesser="座谈会及其他会议",
    demo="演示记录",
    alt="{first}—{last}年{count}次，{couples}对，{couple}{couple_count}次，演示{demo}条",
    alt_empty="没有会议",
)

INDUSTRIES = {"tea": "茶产业", "herbs": "中药材", "other": "其他"}
YI = Scale(100_000_000, "亿元")

TILES = TileWords(
    roles={"helper": "帮扶方", "receiver": "受援方", "both": "既帮扶又受援", "none": "未结对"},
    scale=YI,
    least="≥ {least}{unit}",
    between="{least}–{most}{unit}",
    below="< {most}{unit}",
    alt="{couples}对，{helpers}方帮扶{receivers}方，最多：{first}",
    alt_empty="没有结对",
)

FLOWS = FlowWords(
    scale=YI,
    industries=INDUSTRIES,
    other_helpers="其他帮扶方",
    other_receivers="其他受援方",
    alt="共{total}{unit}，{helpers}方到{receivers}方，{helper}{helper_share}，"
    "{receiver}{receiver_share}，{industry}{industry_share}",
    alt_empty="没有资金",
)

COVERAGE = CoverageWords(
    meeting="会议",
    project="项目",
    visit="互访",
    gap="三项皆无",
    unknown="未导入台账",
    hollow="当年无",
    breaks=(Break(2021, "2021 年重新结对"),),
    hover="{pairing} {year}年\n会议{meetings}，项目{projects}，互访{visits}",
    alt="{couples}对，{first}—{last}年，{cells}格中{gaps}格空白，{couple}最多（{couple_gaps}）",
    alt_full="{couples}对，{first}—{last}年，{cells}格无空白",
    alt_unknown="，另{unknown}格未导入",
    alt_empty="没有结对",
)

STAGES = StageWords(
    stages={"signed": "已签约", "producing": "已投产", "stalled": "停滞"},
    scale=YI,
    projects="项目数（个）",
    money="金额（亿元）",
    amounts="到位 {in_place} · 协议 {agreed}",
    agreed="协议金额",
    in_place="到位资金",
    hover="{stage}：{projects}个\n到位{in_place}{unit}，协议{agreed}{unit}",
    alt="{projects}个，协议{agreed}{unit}，到位{in_place}{unit}，{stage}最多{stage_projects}，"
    "停滞取消{stopped}",
    alt_empty="没有项目",
)

RANK = RankWords(
    scale=YI,
    axis="到位资金（亿元）",
    other="其余{count}项",
    demo="其中演示{share}",
    alt="{count}项共{total}{unit}，{first}{first_value}（{first_share}），{last}{last_value}",
    alt_one="{first}{first_value}{unit}",
    alt_empty="没有数字",
)

VISITS = VisitWords(
    directions={"east_to_west": "东部赴西部", "west_to_east": "西部赴东部"},
    hover="{year}年{direction}{visits}次",
    hover_people="\n{people}人次",
    breaks=(Break(2021, "2021 年重新结对"),),
    alt="{first}—{last}年，去{east_to_west}次，来{west_to_east}次，{most_year}年最多{most}",
    alt_empty="没有互访",
)

PUBLISHED = PublishedWords(
    scale=YI,
    yearly="年度数（亿元）",
    cumulative="累计数（亿元）",
    dates=MEETINGS.dates,
    full_year="全年",
    part_year="截至年中",
    plan="计划",
    bases={"actual": "实际", "cumulative": "累计", "plan": "计划"},
    qualifiers={"approx": "约", "over": "超"},
    period_of_one="{year}年",
    period="{first}—{last}年",
    since_unknown="截至{last}年",
    as_of="截至{date}",
    breaks=(Break(2021, "2021 年重新结对"),),
    alt="{count}条：年度{yearly}，累计{cumulative}，计划{plans}，{first}—{last}年，"
    "{newest_year}年{newest_label}{newest}",
    alt_without_yearly="{count}条：累计{cumulative}，计划{plans}，{first}—{last}年",
    alt_empty="没有公布数",
)

TARGETS = TargetWords(
    axis="完成率",
    values="{result} / {target} · {share}",
    no_result="目标{target}，尚无结果",
    target="目标",
    pace="进度{share}",
    alt="{clauses}条，完成{met}，落后{behind}，未知{unknown}，{best}{best_share}，{worst}{worst_share}",
    alt_unknown="{clauses}条皆无结果",
    alt_empty="没有目标",
)

IN_WORDS = {
    "missed": "未完成",
    "behind": "滞后",
    "unknown": "未填报",
    "open": "待完成",
    "on_pace": "按进度",
    "ahead": "超前",
    "met": "已完成",
}

MATRIX = MatrixWords(
    statuses=IN_WORDS,
    alt="{couples}对{clauses}项：{counts}",
    count="{status}{number}",
    separator="、",
    alt_empty="没有指标",
)

CLAUSES = ClauseWords(
    axis="完成率",
    target="目标",
    expected="同期应达",
    forecast="全年预计",
    statuses=IN_WORDS,
    alt="{clauses}项：{counts}，首项{worst}（{worst_status}）",
    count="{status}{number}",
    separator="、",
    alt_empty="没有指标",
)

COURSE = CourseWords(
    scale=YI,
    axis="年内累计（亿元）",
    month="{month}月底",
    series={"target": "目标", "helper": "帮扶方", "2024": "按2024年"},
    alt="曲线{series}，最近{last}",
    separator="、",
    alt_empty="尚无填报",
)
