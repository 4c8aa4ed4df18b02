"""What offices send becomes checked figures and a new edition; `python -m etl` tells the story."""

from etl.loading import check_files, ensure_edition, load_files

__all__ = ["check_files", "ensure_edition", "load_files"]
