"""Bản đồ ô: where in the scope a figure is high or low, or has risen or fallen, at one period."""

from indicators.standing import standing
from view import choosers, maps, parts, sentences

here = choosers.head("Bản đồ ô")
indicator = choosers.indicator(here)
found = standing(here.edition, indicator, here.where, here.kind, here.period)

parts.comparison_head(here, indicator, found.units)
if found.units["value"].notna().any():
    colouring = choosers.colouring()
    goal = choosers.goals(here, indicator).get(here.period)
    maps.show(here, found.units, indicator, colouring, found.total, goal)
    parts.comparison_table(here, indicator, found, "ban_do")
else:
    parts.nothing(*sentences.no_figure(here.period))
