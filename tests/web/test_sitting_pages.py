"""The pages of a sitting: called, its roll, its docket, who can decide, closed, and its minutes."""

from states.terms import CaseState
from tests.builders import World
from tests.pages import Pages, counted
from tests.sitting_pages import (
    ALTERNATE,
    CHAIR,
    CLERK,
    EVERYBODY,
    MEMBERS,
    Chamber,
    a_ballot,
    a_ready_case,
    seat_of,
)


def test_a_sitting_is_called_by_the_secretary_and_listed(world: World) -> None:
    chamber = Chamber(world)
    chamber.called()
    page = chamber.as_(CLERK).get(chamber.sitting)
    listed = chamber.as_(MEMBERS[0]).get("/sittings")

    assert page.heading.startswith("Phiên họp 05/BB-HĐTĐ")
    assert "Đang họp" in page.heading
    assert "02/12/2019 – 05/BB-HĐTĐ" in listed.links
    assert "Triệu tập phiên họp" not in listed.links


def test_what_is_wrong_with_a_call_is_told_at_its_field(world: World) -> None:
    chamber = Chamber(world)
    chamber.called()
    clerk = chamber.as_(CLERK)
    form = clerk.get("/sittings/new").form("/sittings/new")
    typed = {"number": "05/BB-HĐTĐ", "held_on": "03/12/2019", "place": "Sơn Dương"}
    page = clerk.send(form, 422, **typed)

    assert "hội đồng đã có biên bản mang số này" in page.words


def test_the_roll_keeps_what_was_typed_when_a_reason_is_missing(world: World) -> None:
    chamber = Chamber(world)
    chamber.called()
    address = f"{chamber.sitting}/roll"
    clerk = chamber.as_(CLERK)
    form = clerk.get(address).form(address)
    first, second = seat_of(MEMBERS[0]), seat_of(MEMBERS[1])
    page = clerk.send(form, 422, **{f"here-{first}": "away", f"here-{second}": "present"})

    assert "Cần ghi lý do vắng mặt" in page.words
    assert ["away"] == page.form(address).fields[f"here-{first}"]
    assert ["present"] == page.form(address).fields[f"here-{second}"]
    assert 422 == clerk.send(form, 422, **{f"here-{first}": "perhaps"}).status
    assert 422 == clerk.send(form, 422, **{f"for-{first}": "f" * 32}).status


def test_a_roll_of_nobody_is_refused(world: World) -> None:
    chamber = Chamber(world)
    chamber.called()
    address = f"{chamber.sitting}/roll"
    clerk = chamber.as_(CLERK)

    assert "Chưa ghi ai." in clerk.send(clerk.get(address).form(address), 422).words


def test_the_roll_stands_beside_the_docket(world: World) -> None:
    chamber = Chamber(world)
    chamber.called()
    chamber.rolled(away=[MEMBERS[0]], sits_for=MEMBERS[0])
    page = chamber.as_(CHAIR).get(chamber.sitting)

    assert "Đi công tác" in page.words
    assert "vắng mặt" in page.words
    assert "Có mặt 7/7" in page.words
    assert chamber.as_(CLERK).get(f"{chamber.sitting}/roll").status == 200


def test_the_ready_list_says_what_holds_the_others_back(world: World) -> None:
    chamber, ready = Chamber(world), a_ready_case(world)
    waiting = world.opens("08/2").number
    chamber.called()
    clerk = chamber.as_(CLERK)
    page = clerk.get(f"{chamber.sitting}/ready")

    assert f"Đưa {ready} vào chương trình" in page.links
    assert f"Đưa {waiting} vào chương trình" not in page.links
    assert "Đã có 0/30 số liệu" in page.words
    chamber.put(ready)
    assert "đã có trong chương trình" in clerk.get(f"{chamber.sitting}/ready").words
    for action in ("pass_review", "recognize", "extend", "relapse", "decline"):
        assert clerk.get(f"{chamber.sitting}/ready?action={action}").status == 200
    assert 404 == clerk.get(f"{chamber.sitting}/ready?action=select", 404).status


def test_what_is_monitored_may_be_put_for_recognition_or_relapse(world: World) -> None:
    chamber, case = Chamber(world), world.a_case(CaseState.MONITORING)
    chamber.called("09/BB")
    page = chamber.as_(CLERK).get(f"{chamber.sitting}/ready?action=recognize")

    assert case in page.words


def test_a_case_that_is_not_ready_is_refused_with_its_findings(world: World) -> None:
    chamber, case = Chamber(world), world.opens().number
    chamber.called()
    address = f"{chamber.sitting}/ready/{case}/appraise"
    clerk = chamber.as_(CLERK)
    page = clerk.send(clerk.get(address).form(address), 409, types=["1"])

    assert "Đã có 0/30 số liệu" in page.words


def test_the_docket_says_whether_the_council_can_decide_and_who_would_cure_it(
    world: World,
) -> None:
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    chamber.put(case)
    before = chamber.as_(CLERK).get(chamber.sitting)
    chamber.rolled(away=MEMBERS[:3])
    page = chamber.as_(CLERK).get(chamber.sitting)

    assert "Hội đồng quyết định được: 7/7" in before.words
    assert "Hội đồng chưa quyết định được: chỉ 4/7" in page.words
    assert "vắng mặt" in page.words
    assert "Cách khắc phục:" in page.words
    assert "(ủy viên dự khuyết) thay" in page.words


def test_a_docket_asks_a_steady_number_of_questions(world: World) -> None:
    chamber, cases = Chamber(world), [a_ready_case(world, f"08/{number}") for number in (1, 2, 3)]
    chamber.called()
    chamber.rolled()
    chamber.put(cases[0])
    clerk = chamber.as_(CLERK)
    with counted(world.engine) as with_one:
        clerk.get(chamber.sitting)
    chamber.put(cases[1])
    chamber.put(cases[2])
    with counted(world.engine) as with_three:
        clerk.get(chamber.sitting)

    assert len(with_one) == len(with_three)
    assert 24 >= len(with_three)


def test_a_sitting_is_closed_and_its_minutes_are_final(world: World) -> None:
    chamber, case, _ = a_ballot(world)
    for login in EVERYBODY[:4]:
        chamber.votes(login)
    clerk = chamber.as_(CLERK)
    early = clerk.get(f"{chamber.sitting}/minutes")
    form = clerk.get(f"{chamber.sitting}/close").form(f"{chamber.sitting}/close")
    minutes = clerk.follow(clerk.send(form))

    assert "chưa chính thức" in early.words
    assert "Biên bản 05/BB-HĐTĐ" in minutes.heading
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in minutes.words
    assert "ngày 02 tháng 12 năm 2019" in minutes.words
    assert "Kết quả: Được thông qua." in minutes.words
    assert "4 tán thành, 0 không tán thành" in minutes.words
    assert case in minutes.words
    assert "Phiên họp kết thúc" in minutes.words
    assert "biên bản không thay đổi nữa" in clerk.get(chamber.sitting).words
    assert "Phiên họp đã kết thúc." in clerk.send(form, 409).words
    assert 409 == clerk.get(f"{chamber.sitting}/roll", 409).status


def test_a_sitting_with_a_motion_left_is_not_closed(world: World) -> None:
    chamber, _, _ = a_ballot(world)
    clerk, address = chamber.as_(CLERK), f"{chamber.sitting}/close"
    page = clerk.get(address)

    assert "Các nội dung này còn phải biểu quyết hoặc rút:" in page.words
    assert [] == [form for form in page.forms if form.action == address]
    assert "1. Xã Tân Lập 1" in page.words


def test_the_case_leads_to_its_sitting_and_tells_its_motions(world: World) -> None:
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    clerk = chamber.as_(CLERK)
    page = clerk.get(f"/cases/{case}/council/appraise")
    put = page.links["Đưa vào chương trình phiên 05/BB-HĐTĐ"]
    clerk.send(clerk.get(put).form(put), types=["1"])
    shown = clerk.get(f"/cases/{case}")

    assert "Nội dung đã đưa ra Hội đồng" in shown.words
    assert f"/cases/{case}/council/appraise" in shown.links.values()
    assert (
        "Hồ sơ đã có trong chương trình họp" in clerk.get(f"/cases/{case}/council/appraise").words
    )
    officer = Pages(world.engine).signed_in("officer")
    assert "Phiên họp 05/BB-HĐTĐ" in officer.get(f"/cases/{case}").words
    assert 409 == officer.get(f"/cases/{case}/council/withdraw", 409).status


def test_a_case_without_a_sitting_says_who_puts_it_there(world: World) -> None:
    case = a_ready_case(world)
    told = Pages(world.engine).signed_in("officer").get(f"/cases/{case}/council/appraise")
    clerk = Chamber(world).as_(CLERK).get(f"/cases/{case}/council/appraise")

    assert "Thư ký hoặc Chủ tịch Hội đồng đưa vào" in told.words
    assert "Chưa có phiên họp nào để đưa hồ sơ ra." in clerk.words


def test_the_pages_of_a_sitting_speak_english(world: World) -> None:
    chamber, case, _ = a_ballot(world)
    clerk = chamber.as_(CLERK).speak("en")
    for login in EVERYBODY[:4]:
        chamber.votes(login)
    addresses = ("", "/ready", "/roll", "/close", "/minutes", "/motions/1")
    pages = [clerk.get(f"{chamber.sitting}{end}") for end in addresses]

    assert "Sitting 05/BB-HĐTĐ" in pages[0].heading
    assert "Result: Carried." in pages[4].words
    assert "2 December 2019" in pages[4].words
    assert 200 == clerk.get("/sittings").status
    assert 200 == clerk.get("/sittings/new").status
    assert 200 == clerk.get(f"/cases/{case}").status


def test_an_alternate_in_the_minutes_is_told_with_the_member(world: World) -> None:
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    chamber.rolled(away=[MEMBERS[0]], sits_for=MEMBERS[0])
    chamber.put(case)
    chamber.opened()
    for login in (ALTERNATE, *MEMBERS[1:4]):
        chamber.votes(login, "against", "Chưa rõ")
    minutes = chamber.as_(CHAIR).get(f"{chamber.sitting}/minutes")

    assert "Kết quả: Không được thông qua." in minutes.words
    assert 4 == minutes.words.count("Chưa rõ")
    assert "thay" in minutes.words
