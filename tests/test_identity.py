"""The arturl codec."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainewslint.identity import ArturlError, decode_arturl, encode_arturl, is_url, last_path_part

URL = "https://blog.csdn.net/lin/article/details/146200417"


def test_colons_stand_before_every_fifty_digits_from_the_end() -> None:
    coded = encode_arturl(URL)
    assert [len(part) for part in coded.split(":")] == [2, 50, 50]
    assert decode_arturl(coded) == URL
    assert ":" not in encode_arturl("https://a.cn/1")
    assert [len(part) for part in encode_arturl("https://a.cn/" + "x" * 12).split(":")] == [50]


@pytest.mark.parametrize(
    ("value", "words", "index", "length"),
    [
        ("", "empty", 0, None),
        (":::", "empty", 0, None),
        ("6874zz70", "'z'", 4, 1),
        ("68:74 70", "' '", 5, 1),
        ("６8", "'６'", 0, 1),
        ("68747", "odd", 0, None),
        ("68:74:ff", "byte ff", 6, 2),
        ("68656c6c6f", "'hello'", 0, None),
        ("68747470733a2f2f", "no URL", 0, None),
    ],
)
def test_what_cannot_be_decoded(value: str, words: str, index: int, length: int | None) -> None:
    with pytest.raises(ArturlError, match=words) as caught:
        decode_arturl(value)
    assert (caught.value.index, caught.value.length) == (index, length)


@pytest.mark.parametrize(
    ("url", "part"),
    [
        (URL, "146200417"),
        (f"{URL}/?spm=1#top", "146200417"),
        ("https://a.cn", ""),
        ("https://[a", ""),
    ],
)
def test_last_path_part(url: str, part: str) -> None:
    assert last_path_part(url) == part


@given(st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), max_size=60), st.data())
def test_round_trip_with_colons_anywhere(path: str, data: st.DataObject) -> None:
    url = f"https://a.cn/{path}"
    if not is_url(url):
        return
    assert decode_arturl(encode_arturl(url)) == url
    digits = encode_arturl(url).replace(":", "")
    at = data.draw(st.integers(0, len(digits) // 2)) * 2
    assert decode_arturl(f"{digits[:at]}:{digits[at:]}".upper()) == url


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    with suppress(ArturlError):
        assert is_url(decode_arturl(text))
    encode_arturl(text)
    last_path_part(text)
