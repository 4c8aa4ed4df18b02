"""What offices send becomes checked figures and a new edition; `python -m etl` tells the story."""

from etl.examining import Outcome
from etl.intake import Prepared, prepared
from etl.loading import (
    Loaded,
    check_files,
    ensure_edition,
    first_edition,
    load_files,
    load_or_fault,
)
from etl.templates import blank_of, form_names
from etl.withdrawing import Withdrawn, withdraw, withdraw_or_fault

__all__ = [
    "Loaded",
    "Outcome",
    "Prepared",
    "Withdrawn",
    "blank_of",
    "check_files",
    "ensure_edition",
    "first_edition",
    "form_names",
    "load_files",
    "load_or_fault",
    "prepared",
    "withdraw",
    "withdraw_or_fault",
]
