"""What clients usually send is known by heart, and means what the rules say it means."""

from __future__ import annotations

import pytest

from cdp.http import media
from cdp.http.media import Media, answer_in, is_json


@pytest.mark.parametrize("accept", media._USUAL)
def test_a_usual_header_is_answered_as_its_qualities_say(accept: str) -> None:
    """Word for word, in other letters, and with blanks around its ranges."""
    chosen = answer_in(accept)
    spelled = (accept, accept.upper(), f" {accept} ", accept.replace(",", " , "))
    assert {chosen} == {media._weighed(accept)} == {answer_in(text) for text in spelled}


def test_json_is_known_by_its_plain_name_and_by_every_other_spelling() -> None:
    """With a charset that we can read, and with none."""
    assert is_json(Media.JSON.value)
    assert is_json("Application/JSON; charset=UTF-8")
    assert not is_json("application/json; charset=gbk")
    assert not is_json(None)
