"""What offices send becomes checked figures and a new edition; `python -m etl` tells the story."""

from etl.examining import Outcome
from etl.loading import Loaded, check_files, ensure_edition, first_edition, load_files

__all__ = ["Loaded", "Outcome", "check_files", "ensure_edition", "first_edition", "load_files"]
