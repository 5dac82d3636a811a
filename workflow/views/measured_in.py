"""What a figure is counted in, in both languages; the catalogue gives the Vietnamese word."""

from collections.abc import Mapping

from states.catalogue import Measure, catalogue
from states.terms import Text

UNITS: Mapping[str, str] = {
    "băng, nhóm": "gangs",
    "có/không": "yes or no",
    "cơ sở": "places",
    "cơ sở, hộ, cá nhân": "places, households, persons",
    "hộ được tuyên truyền / tổng số hộ": "households reached / all households",
    "kiến nghị": "proposals",
    "mô hình": "models",
    "người": "people",
    "người tái phạm / người mãn hạn, đặc xá": "people reoffending / people released or amnestied",
    "phiên": "trials",
    "tin": "reports",
    "tin tiếp nhận / tin và kiến nghị": "received / reports and proposals",
    "tin xử lý / tin và kiến nghị": "handled / reports and proposals",
    "tình trạng": "standing",
    "tụ điểm": "spots",
    "vụ": "cases",
    "vụ / số xã của huyện, thị xã": "cases / communes of the district",
    "vụ / số xã của tỉnh": "cases / communes of the province",
    "vụ khám phá / vụ xảy ra": "cases cleared / cases",
    "vụ khám phá / án khởi tố": "cases cleared / cases instituted",
    "địa bàn": "areas",
}


def measured_in(measure: Measure) -> Text:
    """Return the unit of a measure, in Vietnamese where no English word is known."""
    return Text(measure.unit, UNITS.get(measure.unit, measure.unit))


def measure_labels() -> dict[str, Text]:
    """Return the label of every measure of the catalogue by its id."""
    return {name: measure.label for name, measure in catalogue().items()}
