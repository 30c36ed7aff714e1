"""What scorecard pages share: what the reader chose, whose calls those are, links to what is behind, and charts.

All figures are those of `coach.scorecard`; no call is judged here.
"""
