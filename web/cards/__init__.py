"""What scorecard pages share: what the reader chose, whose calls those are, links to what is behind, and charts.

All figures are `coach.scorecard`'s; nothing is counted here.
"""
