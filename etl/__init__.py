"""What offices send becomes checked figures and a new edition; `python -m etl` tells the story."""

from etl.examining import Outcome
from etl.intake import Prepared, prepared_or_fault
from etl.loading import (
    Loaded,
    ensure_edition,
    first_edition,
    load_files,
    load_or_fault,
)
from etl.rehearsing import check_files
from etl.templates import areas_of, blank_of, form_names
from etl.withdrawing import Withdrawn, withdraw, withdraw_or_fault

__all__ = [
    "Loaded",
    "Outcome",
    "Prepared",
    "Withdrawn",
    "areas_of",
    "blank_of",
    "check_files",
    "ensure_edition",
    "first_edition",
    "form_names",
    "load_files",
    "load_or_fault",
    "prepared_or_fault",
    "withdraw",
    "withdraw_or_fault",
]
