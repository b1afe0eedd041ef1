"""Pictures as they are drawn: whole, readable, and soon done."""

import time
from io import BytesIO

import pytest
from PIL import Image

from bot.engine.answers.desk import Desk
from bot.engine.answers.picture import chart
from bot.engine.chart import Chart
from bot.engine.reading import Question
from bot.pictures import HIGHEST, WIDTH, _font, draw
from tests.knowledge.packaged import advisor, knowledge

QUICK = 0.06
"""Seconds of work that a picture may take."""
ASKED = [
    *("MLE vs DS", "MLE vs MLSE tools", "DS vs DE vs DA", "DS vs DE vs DA vs MLE"),
    *("which role pays best", "which role pays worst in the UK", "data analyst salary"),
]


def _chart(asked: str) -> Chart:
    answer, _ = advisor().ask(Question(asked))
    found = chart(answer, Desk(knowledge()))
    assert found
    return found


@pytest.mark.parametrize("asked", ASKED)
def test_dark_on_light(asked: str) -> None:
    """A picture is light with dark letters, ends below what it shows, and has nothing cut."""
    picture = Image.open(BytesIO(draw(_chart(asked)))).convert("L")
    shades = picture.histogram()

    assert picture.width == WIDTH
    assert picture.height < HIGHEST
    assert sum(shades[200:]) > 0.8 * sum(shades)
    assert sum(shades[:80]) > 0.01 * sum(shades)
    for side in ((0, 0, 20, picture.height), (WIDTH - 20, 0, WIDTH, picture.height)):
        assert not any(picture.crop(side).histogram()[:240])


@pytest.mark.parametrize("asked", ASKED)
def test_quick(asked: str) -> None:
    """It takes at most 60 ms of a processor, once the fonts have been read."""
    drawn = _chart(asked)
    draw(drawn)
    taken = []
    for _ in range(5):
        begun = time.process_time()
        draw(drawn)
        taken.append(time.process_time() - begun)

    assert min(taken) <= QUICK


def test_every_letter_has_a_shape() -> None:
    """The fonts have each letter that a picture may show."""
    known = knowledge()
    gists = [one.gist for role in known.roles.values() for one in role.sections.values()]
    named = [role.name for role in known.pages.values()]
    letters = {*"".join((*gists, *named, *known.replies.values(), "$£€0123456789"))}
    emoji = {one for one in letters if ord(one) > 0x2190} | {" ", "\n", "\ufe0f"}
    for bold in (False, True):
        font = _font(40, bold=bold)
        nothing = bytes(font.getmask("\uffff"))
        lacking = {one for one in letters - emoji if bytes(font.getmask(one)) == nothing}
        assert set() == lacking
