"""Words of any work on papers, which alone tell dossiers not from complaints."""

# Folded, as in "Tổng số đã giải quyết", "Tiếp nhận trong kỳ", "Quá hạn".
OF_WORK = frozenset(
    (
        "so", "tong", "cong", "da", "dang", "chua", "den", "giai", "quyet", "tiep", "nhan", "xu",
        "ly", "dung", "qua", "truoc", "tre", "som", "trong", "ngoai", "han", "va", "hoac", "con",
        "lai", "ton", "dau", "cuoi", "ky", "tu", "chuyen", "sang", "moi", "ket", "luong",
    )
)  # fmt: skip
