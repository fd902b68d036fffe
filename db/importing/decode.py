"""Stage 2: from bytes to text, exactly or not at all: never `errors="replace"`.

A byte order mark, then strict UTF-8, then strict GB18030 (which contains GBK and GB2312). Big5 and
garbled text decode as GB18030 without an error, so headers must be recognised as well: where none
is, the likely encodings are offered with a sample of each.
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from db.importing.issue import Invalid, Issue
from db.importing.problems.encoding import (
    ENCODING,
    ENCODING_ASKED,
    ENCODING_CHOSEN,
    ENCODING_MIXED,
    ENCODING_READ,
    MOJIBAKE,
    MOJIBAKE_HEADER,
)
from db.importing.problems.files import NUL_BYTE
from db.importing.receive import refuse_other_formats
from db.importing.words import same

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 LE does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSES = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be", "shift_jis", "euc_kr")
TWICE = "+"
"""utf-8+gb18030: text in UTF-8 that was once read wrongly, as GB18030, and saved like that."""

SAMPLE = 24
COMMON = 0.7
"""The share of common characters (GB 2312 level 1) below which Chinese text is hardly that."""

EURO = 0x80
"""The byte by which code page 936, which Excel means by GBK, writes €; GB18030 has none such."""
CODE_PAGE_936 = frozenset({"gb18030", "gbk", "gb2312"})

PROOF = 3
"""How many characters of three bytes make a line UTF-8 beyond doubt, not GB18030 by chance."""


@dataclass(frozen=True)
class Decoded:
    """The file's text, the encoding it was read with, and notes on that."""

    text: str
    encoding: str
    notes: tuple[Issue, ...] = ()


Known = Callable[[str], bool]
"""Whether the beginning of a text holds the headers of a ledger."""


def decode(data: bytes, encoding: str | None, known: Known) -> Decoded:
    """The text of a file in a given encoding, or in the one that is certain.

    Raises:
        Invalid: not in this encoding, mixed, holding NULs; or to be asked (severity choice).
    """
    if encoding:
        text = decode_as(data, encoding)
        return Decoded(text, encoding, (_note(ENCODING_CHOSEN, encoding),))
    for mark, marked in MARKS:
        if data.startswith(mark):
            text = decode_as(data, marked)
            _refuse_garbled(text, known)
            notes = () if marked == "utf-8-sig" else (_note(ENCODING_READ, marked),)
            refuse_other_formats(text[:40].lstrip().encode())
            return Decoded(text, marked, notes)
    if b"\0" in data:
        raise _with_nul(data, known)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, known)
    _refuse_garbled(text, known)
    return Decoded(text, "utf-8")


def decode_as(data: bytes, encoding: str) -> str:
    """The text of a file in just this encoding.

    Raises:
        Invalid: it is not in this encoding, or holds NULs.
    """
    first, _, second = encoding.partition(TWICE)
    try:
        text = _strictly(data, first)
        if second:
            text = text.encode(second).decode("utf-8")
        text.encode()  # a few encodings can spell what is no character
    except UnicodeError as error:
        raise _broken(data, error, encoding.upper().removesuffix("-SIG")) from error
    if "\0" in text:
        raise Invalid(NUL_BYTE, line=text.count("\n", 0, text.index("\0")) + 1)
    return text.removeprefix("\ufeff")


def _strictly(data: bytes, encoding: str) -> str:
    name = codecs.lookup(encoding).name.removesuffix("-sig")  # whose errors count without the mark
    return data.decode(name, "euro" if name in CODE_PAGE_936 else "strict")


def _euro(error: UnicodeError) -> tuple[str, int]:
    """€ where code page 936 has it; whatever else is broken stays an error."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == EURO:
        return "€", error.start + 1
    raise error


codecs.register_error("euro", _euro)


def _broken(data: bytes, error: UnicodeError, name: str) -> Invalid:
    """Where a file ceases to be in an encoding; the line where one of its bytes is at fault."""
    if not isinstance(error, UnicodeDecodeError) or error.object != data:
        return Invalid(ENCODING, encoding=name, byte=1)
    before = data[: error.start].decode(error.encoding, "ignore")
    return Invalid(ENCODING, encoding=name, byte=error.start + 1, line=before.count("\n") + 1)


def candidates(data: bytes, known: Known) -> list[str]:
    """Encodings in which the file holds the headers of a ledger."""
    return [name for name, text in _readings(data, GUESSES) if known(text)]


def _note(problem: object, encoding: str) -> Issue:
    return Invalid(problem, encoding=encoding.upper()).issue()  # type: ignore[arg-type]


def _not_utf8(data: bytes, error: UnicodeDecodeError, known: Known) -> Decoded:
    mixed = _mixed(data)
    if mixed:
        raise mixed
    try:
        text = _strictly(data, "gb18030")
    except UnicodeDecodeError as failed:
        likely = candidates(data, known)
        if likely:
            raise _asked(data, likely) from failed
        meant = error if _is_proof(data[: error.start].decode()) else failed
        raise _broken(data, meant, "UTF-8 / GB18030") from failed
    if known(text) and (not known(_ascii(text)) or _is_common(text)):
        return Decoded(text, "gb18030", (_note(ENCODING_READ, "gb18030"),))
    likely = candidates(data, known)
    if likely:
        raise _asked(data, likely)
    if _is_common(text):
        return Decoded(text, "gb18030", (_note(ENCODING_READ, "gb18030"),))
    raise _asked(data, [name for name, _ in _readings(data, GUESSES)], MOJIBAKE)


def _ascii(text: str) -> str:
    """The beginning of a text as far as it reads the same in every encoding."""
    return "".join(filter(str.isascii, text[:20_000]))


def _with_nul(data: bytes, known: Known) -> Invalid:
    """UTF-16 without its mark is full of NULs; anything else with one is damaged."""
    likely = [name for name, text in _readings(data, ("utf-16-le", "utf-16-be")) if known(text)]
    if likely:
        return _asked(data, likely)
    return Invalid(NUL_BYTE, line=data.count(b"\n", 0, data.index(b"\0")) + 1)


def _asked(data: bytes, names: list[str], problem: object = ENCODING_ASKED) -> Invalid:
    samples: dict[str, str] = {}
    for name, text in _readings(data, tuple(names)):
        samples.setdefault(_sample(text), name)
    told = "；".join(f"{name} “{sample}”" for sample, name in samples.items())
    options = list(samples.values())
    return Invalid(problem, candidates=same(told), options=options)  # type: ignore[arg-type]


def _readings(data: bytes, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(encoding, beginning of the text) for every encoding that the whole file is valid in."""
    for name in names:
        try:
            yield name, decode_as(data, name)[:20_000]
        except (Invalid, LookupError):
            continue


def _sample(text: str) -> str:
    """The first characters that are not ASCII, where encodings differ."""
    line = next((line for line in text.splitlines() if not line.isascii()), text[:SAMPLE])
    return "".join(c for c in line if c.isprintable())[:SAMPLE]


def _mixed(data: bytes) -> Invalid | None:
    """Lines in UTF-8 beyond doubt beside lines that are none, but GB18030."""
    first = ""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        name = _line_encoding(line)
        if name and not first:
            first = name
        elif name and name != first:
            return Invalid(ENCODING_MIXED, first=first, second=name, line=number)
    return None


def _line_encoding(line: bytes) -> str | None:
    """UTF-8 or GB18030, where a line is certainly one of them."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        try:
            _strictly(line, "gb18030")
        except UnicodeDecodeError:
            return None
        return "GB18030"
    return "UTF-8" if _is_proof(text) else None


def _is_proof(text: str) -> bool:
    """Whether what was read as UTF-8 can be nothing else."""
    return sum(c > "\u07ff" for c in islice(text, 2000)) >= PROOF


def _is_common(text: str) -> bool:
    """Whether Chinese text is made of the characters that most Chinese text is made of."""
    han = [c for c in text[:20_000] if "\u3400" <= c <= "\u9fff"]
    if len(han) < 4:
        return not any(c > "\u07ff" for c in text[:20_000]) or len(han) > 0
    return sum(map(_is_level_1, han)) / len(han) >= COMMON


def _is_level_1(character: str) -> bool:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def _refuse_garbled(text: str, known: Known) -> None:
    """Text that is UTF-8 now, but was once read wrongly: 涓滈儴鐪佷唤, ä¸œéƒ¨, 锟斤拷."""
    if known(text) or text.isascii():
        return
    head = text[:20_000]
    for once in ("gb18030", "cp1252", "latin-1"):
        try:
            repaired = text.encode(once).decode("utf-8")
        except UnicodeError:
            continue
        if known(repaired):
            name = f"utf-8{TWICE}{once}"
            shown = same(f"{name}“{_sample(repaired)}”")
            raise Invalid(MOJIBAKE, candidates=shown, options=[name])
    for once in ("cp1252", "latin-1"):
        try:
            repaired = text.encode(once).decode("gb18030")
        except UnicodeError:
            continue
        if known(repaired):
            raise Invalid(MOJIBAKE_HEADER, sample=_sample(head))
    if "\ufffd" in head[:2000] or "锟斤拷" in head[:2000] or not _is_common(head):
        raise Invalid(MOJIBAKE_HEADER, sample=_sample(head))
