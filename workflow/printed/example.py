"""A paper with something in every part, on which templates are tried before one is used."""

from datetime import date

from workflow.printed.content import Block, PaperContent, PaperType, Signer, Stamp

EXAMPLE = PaperContent(
    kind=PaperType.LIST_DECISION,
    above="CƠ QUAN CẤP TRÊN",
    body="CƠ QUAN BAN HÀNH",
    number="Số: 01/QĐ",
    place_and_day="Nơi ban hành, ngày 01 tháng 02 năm 2026",
    title="QUYẾT ĐỊNH",
    subject="Về việc thử mẫu giấy tờ",
    authority="NGƯỜI QUYẾT ĐỊNH",
    addressed=("Nơi nhận",),
    grounds=("Căn cứ văn bản;",),
    decides="QUYẾT ĐỊNH:",
    blocks=(
        Block("heading", "I. Đề mục"),
        Block("paragraph", "Đoạn văn."),
        Block("article", "Nội dung.", "Điều 1."),
        Block("dash", "gạch đầu dòng;"),
        Block(
            "table",
            columns=("TT", "Nội dung"),
            widths=(1, 9),
            marks=("center", "left"),
            rows=(("1", "ô"),),
        ),
    ),
    recipients=("Như trên;",),
    signers=(Signer(("TM. CƠ QUAN", "NGƯỜI ĐỨNG ĐẦU"), "(ký)"),),
    illustration=True,
    dated=date(2026, 2, 1),
    stamp=Stamp("Hồ sơ DB-2026-001", 1, "0" * 64, "0000-0000-0000-0000"),
)
