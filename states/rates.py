"""The three numbers a leadership asks for: 60 % achieved, 85 % not relapsed, 15 % under way.

Exact fractions of whole areas against the plan's own limit; of nothing there is no rate.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from states.cap import largest
from states.figures import compares
from states.findings import Source
from states.plans import Parameter, Plan
from states.terms import Text


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many areas, with the plan's limit where it sets one."""

    met: int
    of: int
    limit: Parameter | None
    provisional: int = 0

    @property
    def share(self) -> Fraction | None:
        """Return the exact share, None of no areas at all."""
        return Fraction(self.met, self.of) if self.of else None

    @property
    def holds(self) -> bool | None:
        """Whether the share keeps the limit; None where there is no share or no limit."""
        if self.share is None or self.limit is None:
            return None
        return compares(self.share, self.limit.operator, self.limit.fraction)

    @property
    def lacking(self) -> int:
        """Return how many more areas of these would have to be met."""
        if self.holds is not False or self.limit is None:
            return 0
        wanted = math.ceil(self.limit.fraction * self.of)
        exact = compares(Fraction(wanted, self.of), self.limit.operator, self.limit.fraction)
        return (wanted if exact else wanted + 1) - self.met

    @property
    def source(self) -> Source | None:
        """Return the text behind the limit."""
        return self.limit.source if self.limit else None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The areas of one year: selected for it and carried over into it, and those achieved.

    `provisional` of the achieved are not recognized yet.
    """

    new: int = 0
    carried_over: int = 0
    new_achieved: int = 0
    carried_achieved: int = 0
    provisional: int = 0

    @property
    def selected(self) -> int:
        """Return all areas of the year."""
        return self.new + self.carried_over

    @property
    def achieved(self) -> int:
        """Return those whose review passed."""
        return self.new_achieved + self.carried_achieved


@dataclass(frozen=True, slots=True)
class Cap:
    """The areas under way of a province's communes, without and with those under monitoring."""

    base: int
    used: int
    monitoring: int
    limit: Parameter
    counts_monitoring: bool

    @property
    def most(self) -> int:
        """Return the largest number of areas the plan allows: the floor of the share."""
        return largest(self.base, self.limit)

    @property
    def share(self) -> Fraction:
        """Return the share without the areas under monitoring."""
        return Fraction(self.used, self.base)

    @property
    def share_with_monitoring(self) -> Fraction:
        """Return the share with them."""
        return Fraction(self.used + self.monitoring, self.base)

    @property
    def left(self) -> int:
        """Return how many more areas the plan allows, as it counts them; negative beyond it."""
        return self.most - self.used - (self.monitoring if self.counts_monitoring else 0)


def yearly_success(cohort: Cohort, plan: Plan | None) -> Rate:
    """Return the rate of areas achieved among those of the year, counted at the review."""
    limit = plan.get("success.yearly") if plan else None
    return Rate(cohort.achieved, cohort.selected, limit, cohort.provisional)


def no_relapse(recognized: int, relapsed: int, plan: Plan | None) -> Rate:
    """Return the rate of recognized areas that have not become complex again."""
    limit = plan.get("success.no_relapse") if plan else None
    return Rate(recognized - relapsed, recognized, limit)


def cap_of(base: int, used: int, monitoring: int, plan: Plan | None) -> Cap | None:
    """Return the cap of a province's year, None where no plan sets one or no unit is known."""
    limit = plan.get("cap.share") if plan else None
    if limit is None or plan is None or not base:
        return None
    counts = plan.get("cap.counts_monitoring")
    return Cap(base, used, monitoring, limit, counts is not None and counts.value is True)


HOW_COUNTED = {
    "yearly_rates": Text(
        "Tử số: địa bàn của năm đã được kết luận đạt khi sơ kết (tạm tính cho đến khi công nhận). "
        "Mẫu số: địa bàn bắt đầu một vòng chuyển hóa trong năm, mới chọn và chuyển tiếp; "
        "không tính hồ sơ đã đóng.",
        "Above: areas of the year whose review passed (provisional until recognized). Below: "
        "areas whose round began in the year, new and carried over; closed cases left out.",
    ),
    "relapse_rates": Text(
        "Tử số: địa bàn đã công nhận và không phức tạp trở lại. Mẫu số: địa bàn đã công nhận "
        "theo kế hoạch. Phức tạp trở lại: có kết luận, hoặc được đưa vào chuyển hóa lần nữa.",
        "Above: recognized areas that did not become complex again. Below: areas recognized "
        "under the plan. A relapse is one concluded, or the area proposed once more.",
    ),
    "cap": Text(
        "Tử số: địa bàn đang chuyển hóa. Mẫu số: đơn vị hành chính cấp xã của tỉnh. Số địa bàn "
        "tối đa là phần nguyên của trần nhân với mẫu số.",
        "Above: areas in transformation. Below: commune units of the province. The most allowed "
        "is the whole part of the cap times the units.",
    ),
}
"""How each number is counted, by the name under which the coverage of the plans refers to it."""
