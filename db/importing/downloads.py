"""What is handed back of an upload that was not right: 错误清单, and 待修正行 to mend.

Both are in the language of the interface and in the upload's own format and encoding (`handed`), so
that they open in the program that it came from.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.importing.cells import Column
from db.importing.csvtext import Line
from db.importing.grouped import filled_down
from db.importing.handed import handed
from db.importing.issue import Issue, Severity
from db.importing.kinds import LEDGERS
from db.importing.preview import Preview
from db.importing.problems.table import PREAMBLE
from db.importing.rows import Fate
from db.importing.safe import csv_bytes
from db.importing.seen import without_hidden
from db.importing.shape import Shaped
from db.importing.table import Facts, read_table
from db.importing.upload import Upload
from db.importing.words import Language, Words

REASON = Words("错误原因", "Reason")
"""The column that 待修正行 adds; the importer leaves it out without a question."""

HEADINGS = (
    Words("代码", "Code"),
    Words("程度", "Severity"),
    Words("记录", "Records"),
    Words("文件行", "Lines"),
    Words("列", "Column"),
    Words("内容", "Found"),
    Words("问题", "Problem"),
    Words("处理办法", "Remedy"),
)
SEVERITIES = {
    Severity.NOTE: Words("提示", "note"),
    Severity.CHOICE: Words("待选择", "choice"),
    Severity.ERROR: Words("错误", "error"),
    Severity.FATAL: Words("无法读取", "fatal"),
}
Place = tuple[str, int]
LINES = 2_000
"""A list is for reading: the same problem with the same text is one line, and of those so many."""

MORE = Words(
    "另有 {count} 种问题未列出，见“待修正行”",
    "{count} more problems are not listed here: see the rows to mend",
)


def issue_list(checked: Preview, language: Language) -> bytes:
    """错误清单: every issue, one line for all records with the same problem and text."""
    groups: dict[tuple[int, str | None, str | None, str], list[Issue]] = defaultdict(list)
    for issue in checked.issues:
        details = repr(sorted(issue.details)) if issue.raw is not None else repr(issue.details)
        groups[(id(issue.problem), issue.column, issue.raw, details)].append(issue)
    rows = [[heading[language] for heading in HEADINGS]]
    for number, group in enumerate(groups.values()):
        if number == LINES:
            more = MORE.format(count=len(groups) - LINES)[language]
            rows.append(["", "", "", "", "", "", more, ""])
            break
        rows.append(_listed(group, language))
    return handed(rows, checked.facts)


def rows_to_mend(upload: Upload, checked: Preview, language: Language) -> bytes:
    """待修正行: the failing rows in the uploader's own layout, and why each failed.

    What stands above the header, or heads a group, comes along, and what
    a blank cell below a merged one takes from
    the row above it is filled in, as that row may not be among them. The choices made are
    remembered by the header, so that the mended file needs no answers.
    """
    facts = Facts()
    shaped = without_hidden(read_table(upload, facts)[0], upload.mapping)
    shaped = filled_down(shaped, LEDGERS[upload.kind].names)[0]
    reasons: defaultdict[Place, dict[str, None]] = defaultdict(dict)
    for plan in checked.plans.of(Fate.ERROR):
        errors = (issue for issue in plan.issues if issue.severity is Severity.ERROR)
        reasons[_place(plan.line_no)] |= dict.fromkeys(_reason(e, language) for e in errors)
    merged = _merged(shaped, checked, {c.field: c for c in LEDGERS[upload.kind].columns})
    return handed(_mendable(shaped, reasons, REASON[language], merged), facts, upload.data)


def _merged(shaped: Shaped, checked: Preview, columns: dict[str, Column]) -> list[int]:
    """Positions of the columns that must be filled and may be blank below a merged cell."""
    fields = {known.header: known.field for known in checked.columns}
    found = enumerate(map(fields.get, shaped.header))
    merged = {name for name, column in columns.items() if column.merged and column.required}
    return [index for index, name in found if name in merged]


def _mendable(
    shaped: Shaped, reasons: Mapping[Place, Iterable[str]], title: str, merged: Sequence[int]
) -> Iterator[Sequence[str]]:
    width = max(len(shaped.header), *(len(line.cells) for line in shaped.head), 1)
    titles = {note.line_no for note in shaped.notes if note.problem is PREAMBLE}
    yield from (line.cells for line in shaped.above if line.number in titles)
    for number, line in enumerate(shaped.head, start=1):
        yield [*_padded(line, width), title if number == len(shaped.head) else ""]
    above: dict[int, str] = {}
    sections = deque(shaped.sections)
    for at, record in enumerate(shaped.records):
        cells = _padded(record, width)
        for index in merged:
            cells[index] = above[index] = cells[index].strip() or above.get(index, "")
        if (place := _place(record.number)) in reasons:
            while sections and sections[0][0] <= at:
                yield [sections.popleft()[1]]
            extra = [cell for cell in cells[width:] if cell.strip()]
            yield [*cells[:width], " ".join(reasons[place]), *extra]


def _place(line: int) -> Place:
    """A line and the sheet or file that it is of: in a wide table several records share it."""
    return getattr(line, "source", ""), line


def _padded(line: Line, width: int) -> list[str]:
    return [*line.cells, *[""] * (width - len(line.cells))]


def _reason(issue: Issue, language: Language) -> str:
    column = f"“{issue.column}”" if issue.column else ""
    return f"{column}{issue.what[language]}{issue.fix[language]}"


def _listed(group: list[Issue], language: Language) -> list[str]:
    first = group[0]
    return [
        first.code,
        SEVERITIES[first.severity][language],
        _ranges([issue.record_no for issue in group if issue.record_no is not None]),
        _ranges([issue.line_no for issue in group if issue.line_no is not None]),
        first.column or "",
        (first.raw or "")[:200],
        first.what[language],
        first.fix[language],
    ]


def _ranges(numbers: list[int]) -> str:
    """1, 3–5: neighbours together, and no more than can be read."""
    found: list[str] = []
    start = previous = None
    for number in [*numbers, None]:
        if start is not None and (number is None or number != (previous or 0) + 1):
            found.append(str(start) if start == previous else f"{start}–{previous}")
            start = None
        if number is not None and start is None:
            start = number
        previous = number
    return "、".join(found[:20]) + (" …" if len(found) > 20 else "")


ABSENT = (
    Words("记录号", "Record"),
    Words("编号", "Code"),
    Words("名称", "Title"),
    Words("年度", "Year"),
)


def absent_list(checked: Preview, language: Language) -> bytes:
    """What earlier files of the ledger had and this one has not."""
    rows = [[str(one.id), one.code, one.title, one.when] for one in checked.absent]
    return csv_bytes([[heading[language] for heading in ABSENT], *rows])
