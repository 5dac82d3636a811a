"""What an entry about a paper says, made from the entry alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.terms import Text
from workflow.printed.content import PaperType

ON_PAPERS: Mapping[str, Text] = {
    "paper_issued": Text("Lập giấy tờ từ hồ sơ", "Paper issued by the system"),
}
LABELS_OF_PAPERS: Mapping[str, Text] = {
    "issued_kind": Text("Loại giấy tờ", "Kind of paper"),
    "paper_code": Text("Mã kiểm tra", "Code to check"),
    "paper_entry": Text("Bút toán làm căn cứ", "Entry it rests on"),
    "paper_root": Text("Gốc cây sau bút toán đó", "Root after that entry"),
    "paper_content": Text("Mã băm nội dung", "Digest of the words"),
    "paper_docx": Text("Mã băm bản Word", "Digest of the Word file"),
    "paper_pdf": Text("Mã băm bản PDF", "Digest of the PDF"),
}


def paper_body(facts: Mapping[str, Any]) -> Iterator[Text]:
    """Yield which paper it is and how it is checked."""
    label, code = PaperType(facts["issued_kind"]).label, facts["paper_code"]
    yield Text(f"{label.vi}, mã kiểm tra {code}", f"{label.en}, code {code}")
