"""Charts as SVG, drawn on the server from plain numbers 0..100, each with its figures as a table.

No inline style or script: classes are styled in static/charts.css, which a page with charts names in its head.
Positions across are in per cent and those down in pixels, so that a chart fits any width while its words keep their
size. Every function returns Markup; every word given is escaped.
"""

from __future__ import annotations

from web.charts.bars import bars as bars
from web.charts.numbers import Band as Band
from web.charts.numbers import Bar as Bar
from web.charts.numbers import Dot as Dot
from web.charts.numbers import Point as Point
from web.charts.parts import figures_table as figures_table
from web.charts.spark import sparkline as sparkline
from web.charts.strip import strip as strip
from web.charts.trend import trend as trend
