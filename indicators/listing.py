"""The indicators and goals of the catalogue an edition was built with."""

import pandas as pd

from indicators.catalogue import Indicator
from indicators.editions import Edition, ask


def indicators(edition: Edition) -> dict[str, Indicator]:
    """All indicators by code, in the order of families and of the catalogue."""
    return {row["code"]: _record(row) for row in ask(edition, "indicators").to_dict("records")}


def family_names(edition: Edition) -> dict[str, str]:
    """Vietnamese family names by code, in page order."""
    rows = ask(edition, "indicators")
    return dict(zip(rows["family"], rows["family_name"], strict=True))


def _record(row: dict) -> Indicator:
    def whole(value) -> int | None:
        return None if pd.isna(value) else int(value)

    return Indicator(
        **{c: row[c] for c in ("code", "name_vi", "short_vi", "family", "unit_vi", "formula_kind")},
        numerator=tuple(row["numerator"].split("+")),
        denominator=tuple(code for code in row["denominator"].split("+") if code),
        scale=row["scale"],
        decimals=row["decimals"],
        polarity=row["polarity"],
        basis=row["basis"],
        headline=whole(row["headline"]),
        can_exceed_100=row["can_exceed_100"],
        min_denominator=whole(row["min_denominator"]),
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        definition_vi=row["definition_vi"],
        caution_vi=row["caution_vi"],
    )


def target(edition: Edition, indicator: str, scope_key: str, year: int) -> pd.Series | None:
    """The verified goal that applies: value, source, scope; None when nobody confirmed one.

    The goal of the scope goes before the general one, that of the year before one of every year.
    """
    rows = ask(edition, "targets", scope=scope_key)
    fits = rows[(rows["indicator"] == indicator) & (rows["year"].isna() | (rows["year"] == year))]
    return None if fits.empty else fits.iloc[0]


def all_targets(edition: Edition) -> pd.DataFrame:
    """Every goal of the catalogue: indicator, scope, year, value, source, is_verified, note."""
    return ask(edition, "all_targets")
