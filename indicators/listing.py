"""The indicators and goals of the catalogue an edition was built with."""

from functools import lru_cache

import pandas as pd

from indicators.catalogue import Indicator
from indicators.editions import Edition, ask
from indicators.names import fold


def indicators(edition: Edition) -> dict[str, Indicator]:
    """All indicators by code, in the order of families and of the catalogue."""
    return dict(_indicators(edition))


@lru_cache(maxsize=8)
def _indicators(edition: Edition) -> dict[str, Indicator]:
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


def target(
    edition: Edition, indicator: str, scope_key: str, year: int, is_demo: bool
) -> pd.Series | None:
    """The verified goal that applies: value, source, scope; None when nobody confirmed one.

    The goal of the scope goes before the general one, that of the year before one of every year.
    A goal made for the demonstration is only set beside demonstration figures (`is_demo`).
    """
    rows = _targets(edition, scope_key)
    rows = rows if is_demo else rows[rows["scope"] != "minh_hoa"]
    fits = rows[(rows["indicator"] == indicator) & (rows["year"].isna() | (rows["year"] == year))]
    return None if fits.empty else fits.iloc[0]


@lru_cache(maxsize=64)
def _targets(edition: Edition, scope_key: str) -> pd.DataFrame:
    return ask(edition, "targets", scope=scope_key)


def all_targets(edition: Edition) -> pd.DataFrame:
    """Every goal of the catalogue: indicator, scope, year, value, source, is_verified, note."""
    return ask(edition, "all_targets")


def measures(edition: Edition) -> dict[str, dict]:
    """All measures by code: name_vi, short_vi, unit_vi, form, form_column, note and kinds."""
    return {row["code"]: row for row in ask(edition, "measures").to_dict("records")}


def names(indicators: dict[str, Indicator], measures: dict[str, dict]) -> dict[str, str]:
    """The name a reader knows for every code of the catalogue."""
    found = {code: measure["name_vi"] for code, measure in measures.items()}
    return found | {code: indicator.short_vi for code, indicator in indicators.items()}


def search(indicators: dict[str, Indicator], text: str) -> dict[str, Indicator]:
    """The indicators whose name, alias or code holds every word of a text, accents or not."""
    return {
        code: found
        for code, found in indicators.items()
        if _has_words(text, code, found.name_vi, found.short_vi, *found.aliases)
    }


def search_measures(measures: dict[str, dict], text: str) -> dict[str, dict]:
    """The measures whose name, short name or code holds every word of a text, likewise."""
    return {
        code: found
        for code, found in measures.items()
        if _has_words(text, code, found["name_vi"], found["short_vi"])
    }


def _has_words(text: str, code: str, *names: str) -> bool:
    said = fold(" ".join(names))
    return all(word in said or word in code for word in fold(text).split())


def receipts(edition: Edition) -> pd.DataFrame:
    """The files the edition was built from: source_id, file_name, sha256, received_at,
    withdrawn_at (NaT while in use), changes (how often withdrawn or put back)."""
    found = ask(edition, "receipts")
    if "changes" not in found:
        return found.assign(withdrawn_at=pd.NaT, changes=0)
    return found


def digests(edition: Edition) -> set[str]:
    """SHA-256 of every file the edition was built from."""
    return set(receipts(edition)["sha256"])
