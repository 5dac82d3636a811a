"""The page of permissions lists every route with who may use it."""

import pytest

from tests.builders import World
from tests.pages import Pages
from tests.project.routes import declared


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_route_stands_on_the_page(world: World, language: str):
    pages = Pages(world.engine)
    pages.speak(language)
    shown = pages.signed_in("nobody").get("/plans/permissions")

    for name in declared():
        assert name.partition(" ")[2] in shown.words
    assert str(len(declared())) in shown.words


def test_the_page_says_who(world: World):
    words = Pages(world.engine).signed_in("auditor").get("/plans/permissions").words

    assert "/cases/newgửiCán bộ lập hồ sơ" in words
    assert "/healthmởmọi người, kể cả chưa đăng nhập" in words
    assert "/plans/permissionsmởmọi người đã đăng nhập" in words
