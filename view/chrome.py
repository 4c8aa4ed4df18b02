"""Streamlit's own English words: hidden where not needed, else said in Vietnamese by the style.

There is no setting for them. What only a screen reader meets (labels of small buttons, "3 options
available") cannot be reached by a style and stays English.
"""


def css() -> str:
    """Give the rules that hide or replace Streamlit's own texts."""
    return _CSS


_CSS = """
/* Tool bars and menus of tables: the tables have our own downloads; a run takes a moment. */
[data-testid="stElementToolbar"], [data-testid="stStatusWidget"],
[data-testid="InputInstructions"], [data-testid="stDataFrameColumnMenu"],
[data-testid="stDataFrame"] .gdg-search-bar { display: none !important; }

/* The name typed without accents stands behind a chooser's name, to be searched and not seen. */
[data-testid="stMultiSelect"] [data-tag] > span, [role="listbox"] [data-item-hl] {
  white-space: pre; height: 1lh; overflow: hidden; text-overflow: clip;
}
[data-testid="stSelectbox"] input { text-overflow: clip; }

/* "No results", "You can only select up to 6 options". */
[role="listbox"][data-empty="true"] > [role="option"] > span { font-size: 0; }
[role="listbox"][data-empty="true"] > [role="option"] > span::after {
  content: "Không tìm thấy lựa chọn nào"; font-size: 0.875rem;
}
body:has([class*="st-key-don_vi"] [data-tag-index="5"])
[role="listbox"][aria-multiselectable="true"][data-empty="true"]
> [role="option"] > span::after { content: "Đã chọn đủ 6 đơn vị; bỏ bớt một đơn vị trước"; }

/* "Skip to main content", seen when it is reached by the Tab key. */
[data-testid="stSkipToContent"] { font-size: 0 !important; }
[data-testid="stSkipToContent"]::after { content: "Đến nội dung chính"; font-size: 1rem; }

/* "Page not found", "Connection error": a dialog of Streamlit's own holds no blocks of ours. */
section[role="dialog"]:not(:has([data-testid="stVerticalBlock"])) > h2,
section[role="dialog"]:not(:has([data-testid="stVerticalBlock"])) > h2 + div { font-size: 0; }
section[role="dialog"]:not(:has([data-testid="stVerticalBlock"])) > h2 + div > * { display: none; }
section[role="dialog"]:not(:has([data-testid="stVerticalBlock"])) > h2::after {
  content: "Chưa mở được trang này"; font-size: 1.25rem;
}
section[role="dialog"]:not(:has([data-testid="stVerticalBlock"])) > h2 + div::after {
  content: "Đường dẫn không có trong phần mềm. Đóng hộp này rồi chọn trang ở cột bên trái.";
  font-size: 1rem;
}
body:not(:has([data-test-connection-state="CONNECTED"])) section[role="dialog"] > h2::after {
  content: "Mất kết nối với máy chủ";
}
body:not(:has([data-test-connection-state="CONNECTED"])) section[role="dialog"] > h2 + div::after {
  content: "Số liệu không bị ảnh hưởng. Kiểm tra mạng, chờ ít phút rồi tải lại trang; nếu vẫn"
    " không được, báo người phụ trách phần mềm.";
}

/* The uploader: "Upload", "Drag and drop files here", "20MB per file", why a file is not taken. */
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] > span button p { display: none; }
[data-testid="stFileUploaderDropzone"] > span button [data-testid="stMarkdownContainer"]::after {
  content: "Chọn tệp";
}
[data-testid="stFileUploaderDropzone"]:not(:has([data-testid="stFileChips"]))::after {
  content: "hoặc kéo thả tệp vào đây"; align-self: center;
}
[data-testid="stFileChipName"] + div, [data-testid="stFileChip"] [role="alert"],
[data-testid="stTooltipErrorContent"] { display: none !important; }
[data-testid="stFileChip"][aria-invalid="true"] {
  height: auto; max-width: none; flex-wrap: wrap;
}
[data-testid="stFileChip"][aria-invalid="true"]::after {
  content: "không nhận: tệp lớn hơn 20 MB; chia thành nhiều tệp nhỏ hơn rồi nạp lại";
}
"""
