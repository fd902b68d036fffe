"""Sentences of text and numbers with their links."""

from ui.drawing.sentence import Number, linked, parts, plain


def test_a_template_becomes_text_and_numbers_in_its_own_order() -> None:
    number = Number("17次", "meetings", {"helper": "330000", "years": "2018-2020"})
    sentence = parts("截至{as_of}，召开{meetings}。", as_of="2025年底", meetings=number)
    assert plain(sentence) == "截至2025年底，召开17次。"
    assert str(linked(sentence)) == (
        '截至2025年底，召开<a href="meetings?helper=330000&amp;years=2018-2020">17次</a>。'
    )


def test_names_in_it_stay_text() -> None:
    number = Number('<b>"1"</b>', "projects", {"q": '"><script>'})
    text = str(linked(parts("{who}：{n}", who="<i>某省</i>", n=number)))
    assert "<script" not in text
    assert "<i>" not in text
    assert "<b>" not in text
