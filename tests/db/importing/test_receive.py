"""From bytes to text, or a plain refusal."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing.issue import Invalid
from db.importing.receive import MAXIMUM_MEGABYTES, MEGABYTE, decode

TEXT = "东部省份,西部省份\n浙江,四川 䶮㐂𠮷\n"


def code(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(Invalid) as caught:
        decode(data, encoding)
    return caught.value.problem.code


def test_utf8_with_and_without_its_mark() -> None:
    assert decode(TEXT.encode()).text == TEXT
    assert decode(codecs.BOM_UTF8 + TEXT.encode()).text == TEXT


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8", "utf-8-sig", "utf-32"])
def test_an_encoding_that_is_named_is_used(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding), encoding)
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("东部省份,西部省份".encode("gbk"), "encoding"),
        (TEXT.encode() + "合计".encode("gbk"), "encoding"),
        (b"PK\x03\x04rest", "not-csv"),
        (b"\xd0\xcf\x11\xe0rest", "not-csv"),
        (b"%PDF-1.7", "not-csv"),
        (b"\n <!DOCTYPE html>", "not-csv"),
        (b"<HTML><body>", "not-csv"),
        (codecs.BOM_UTF8 + b"<html>", "not-csv"),
        (b'{"a": 1}', "not-csv"),
        (b"a,b\n\x00,1", "nul-byte"),
        (b"a" * (MAXIMUM_MEGABYTES * MEGABYTE + 1), "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_the_largest_file_is_taken() -> None:
    assert decode(b"a" * (MAXIMUM_MEGABYTES * MEGABYTE)).encoding == "utf-8"


@given(st.binary(), st.sampled_from([None, "gb18030", "utf-16", "utf-7", "idna", "punycode"]))
def test_any_bytes_are_text_or_refused(data: bytes, encoding: str | None) -> None:
    try:
        decode(data, encoding).text.encode()
    except Invalid as invalid:
        assert invalid.issue().message.en  # noqa: PT017
