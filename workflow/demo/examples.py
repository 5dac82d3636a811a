"""One worked example per plan at hand: what passes, what is refused, and what goes wrong later.

The communes are real, everything else is made up, and every page says so.
"""

from datetime import date
from uuid import UUID

from states.figures import count, ratio
from states.terms import Level, Phase
from workflow.demo.figures import (
    COMPLEX_AGAIN,
    EXACTLY_FIFTEEN_PERCENT,
    SEVEN_OF_NINE,
    of_proposal,
    of_targets,
)
from workflow.demo.story import MADE_UP, Story
from workflow.demo.walker import Walker
from workflow.models.places import PlaceTitle
from workflow.territory.gazetteer import id_of_former

EA_TAR, QUANG_TIEN = "24268", "24262"
TAN_TRAO, BINH_YEN = "02545", "02554"
BINH_CHANH, BINH_NGUYEN, PHO_PHONG = "21052", "21055", "21445"
TWO_POSTS = "kiemnhiem"
OF_DAK_LAK, OF_THE_OTHERS = "Ban Chỉ đạo tỉnh", "Ban Chỉ đạo 138 tỉnh"


def tell_examples(walker: Walker) -> None:
    """Tell the examples of all three plans."""
    tell_dak_lak(walker)
    tell_tuyen_quang(walker)
    tell_quang_ngai(walker)


def tell_dak_lak(walker: Walker) -> None:
    """At least 80 % of the targets: 7 of 9 are too few; 15 % recidivism passes; no monitoring."""
    walker.tells(
        "Đắk Lắk 2017: xã Ea Tar – đạt 7/9 chỉ tiêu, tiếp tục chuyển hóa, rồi được công nhận",
        "Đắk Lắk 2017: Ea Tar – 7 of 9 targets, extended, then recognised",
    )
    story = Story(walker, _commune(EA_TAR), OF_DAK_LAK).proposed(date(2018, 1, 10), by=TWO_POSTS)
    conflict = "duties.not_proposer_or_recorder"
    story.appraised(date(2018, 1, 25), insists=TWO_POSTS, refused_by=conflict)
    story.appraised(date(2018, 1, 25))
    story.selected(date(2018, 2, 5), body="UBND huyện Cư M'gar", refused_by="decision.issuing_body")
    story.selected(date(2018, 2, 5))
    story.reports(Phase.REVIEW, of_targets(**SEVEN_OF_NINE), until=date(2019, 2, 5))
    story.submitted(date(2019, 2, 11), refused_by="review.one_year_over")
    story.submitted(date(2019, 2, 12))
    story.passed(date(2019, 2, 25), refused_by="review.success")
    story.extended(date(2019, 2, 25), "Minh họa: mới đạt 7/9 chỉ tiêu, dưới 80%.")
    story.reports(Phase.REVIEW, of_targets(), until=date(2020, 2, 25))
    story.submitted(date(2020, 2, 26))
    story.passed(date(2020, 3, 4))
    story.recognized(date(2020, 3, 20))
    walker.tells(
        "Đắk Lắk 2017: xã Quảng Tiến – tái phạm đúng 15% vẫn đạt (“xuống 15%”)",
        "Đắk Lắk 2017: Quảng Tiến – exactly 15% reoffending still passes",
    )
    story = Story(walker, _commune(QUANG_TIEN), OF_DAK_LAK).proposed(date(2018, 1, 12))
    story.appraised(date(2018, 1, 25))
    story.selected(date(2018, 2, 5))
    story.reports(Phase.REVIEW, of_targets(**EXACTLY_FIFTEEN_PERCENT), until=date(2019, 2, 5))
    story.submitted(date(2019, 2, 13))
    story.passed(date(2019, 2, 20))
    story.recognized(date(2019, 3, 5))


def tell_tuyen_quang(walker: Walker) -> None:
    """All nine targets, below 15 %, six months of monitoring with all nine met again."""
    walker.tells(
        "Tuyên Quang 2018: xã Tân Trào – được công nhận sau 6 tháng theo dõi",
        "Tuyên Quang 2018: Tân Trào – recognised after six months of monitoring",
    )
    story = _selected(Story(walker, _commune(TAN_TRAO), OF_THE_OTHERS), year=2018)
    story.reports(Phase.REVIEW, of_targets(), until=date(2019, 3, 15))
    story.submitted(date(2019, 3, 18))
    story.passed(date(2019, 3, 20))
    story.reports(Phase.MONITORING, of_targets(), until=date(2019, 9, 20))
    story.recognized(date(2019, 9, 20), refused_by="recognition.monitoring_over")
    story.recognized(date(2019, 9, 23))
    walker.tells(
        "Tuyên Quang 2018: xã Bình Yên – tái phạm đúng 15% là chưa đạt (“xuống dưới 15%”); "
        "đợt 2 đạt, rồi phức tạp trở lại trong thời gian theo dõi và chuyển hóa lại",
        "Tuyên Quang 2018: Bình Yên – exactly 15% is not enough; the second round passes, then "
        "a relapse in the monitoring, and the same case resumes",
    )
    story = _selected(Story(walker, _commune(BINH_YEN), OF_THE_OTHERS), year=2018)
    story.reports(Phase.REVIEW, of_targets(**EXACTLY_FIFTEEN_PERCENT), until=date(2019, 3, 15))
    story.submitted(date(2019, 3, 19))
    story.passed(date(2019, 3, 25), refused_by="review.success")
    story.extended(date(2019, 3, 25), "Minh họa: tỷ lệ tái phạm 15%, phải dưới 15%.")
    story.reports(Phase.REVIEW, of_targets(), until=date(2020, 3, 25))
    story.submitted(date(2020, 3, 27))
    story.passed(date(2020, 4, 3))
    story.relapsed(date(2020, 7, 10), of_targets(**COMPLEX_AGAIN))
    story.resumed(date(2020, 8, 3))


def tell_quang_ngai(walker: Walker) -> None:
    """Above both means, no new-countryside commune, types; a relapse opens a linked case."""
    walker.tells(
        "Quảng Ngãi 2021: xã Bình Chánh – được công nhận, phức tạp trở lại sau công nhận, "
        "hồ sơ mới liên kết với hồ sơ cũ",
        "Quảng Ngãi 2021: Bình Chánh – recognised, relapsed afterwards, a new linked case",
    )
    start = Story(walker, _commune(BINH_CHANH), OF_THE_OTHERS, types=("1", "4"))
    story = start.proposed(date(2021, 5, 5))
    story.appraised(date(2021, 5, 26))
    story.selected(date(2021, 6, 15))
    story.reports(Phase.REVIEW, of_targets(), until=date(2022, 6, 15))
    story.submitted(date(2022, 6, 20))
    story.passed(date(2022, 6, 27))
    story.reports(Phase.MONITORING, of_targets(), until=date(2022, 12, 27))
    story.recognized(date(2022, 12, 27), refused_by="recognition.monitoring_over")
    story.recognized(date(2022, 12, 30))
    story.relapsed(date(2023, 8, 10), of_targets(**COMPLEX_AGAIN))
    again = start.proposed(date(2023, 9, 5))
    again.appraised(date(2023, 9, 20))
    again.selected(date(2023, 10, 2))
    _tell_exclusions(walker)


def _tell_exclusions(walker: Walker) -> None:
    walker.tells(
        "Quảng Ngãi 2021: xã Bình Nguyên – xã đạt chuẩn nông thôn mới thì không lựa chọn",
        "Quảng Ngãi 2021: Bình Nguyên – a new-countryside commune is not selected",
    )
    commune = _commune(BINH_NGUYEN)
    hold_title(walker, commune, since=date(2020, 12, 1))
    story = Story(walker, commune, OF_THE_OTHERS, types=("1",)).proposed(date(2021, 5, 6))
    story.appraised(date(2021, 5, 26), refused_by="selection.not_new_countryside")
    story.declined(date(2021, 5, 26), "Minh họa: xã đã đạt chuẩn nông thôn mới.")
    walker.tells(
        "Quảng Ngãi 2021: xã Phổ Phong – bằng bình quân của tỉnh là chưa cao hơn",
        "Quảng Ngãi 2021: Phổ Phong – equal to the provincial mean is not above it",
    )
    equal = of_proposal(ttxh_vu=count(11), ttxh_binh_quan_tinh=ratio(1870, 170))
    story = Story(walker, _commune(PHO_PHONG), OF_THE_OTHERS, types=("3",))
    story = story.proposed(date(2021, 5, 7), equal)
    story.appraised(date(2021, 5, 26), refused_by="selection.above_province_mean")
    story.withdrawn(date(2021, 6, 1), "Minh họa: số vụ không cao hơn bình quân của tỉnh.")


def hold_title(walker: Walker, commune: UUID, *, since: date) -> None:
    """Note in the register that a commune holds the new-countryside title (made up)."""
    title = PlaceTitle(
        place_id=commune, title="new_countryside", document=f"QĐ ({MADE_UP})", since=since
    )
    with walker.turn() as session:
        session.add(title)
        session.flush()


def _selected(start: Story, *, year: int) -> Story:
    story = start.proposed(date(year, 2, 1))
    story.appraised(date(year, 3, 1))
    story.selected(date(year, 3, 15))
    return story


def _commune(code: str) -> UUID:
    return id_of_former(Level.COMMUNE, code)
