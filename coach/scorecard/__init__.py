"""The scorecard: many reports of a rep over a period, as one pure fold.

    report ──call_row──▶ CallRow ──fold──▶ Scorecard        rows by rep ──team──▶ TeamCard

No database and no clock: today is passed in. The web page, `coach batch` and `coach scorecard` use the same fold.
"""

from __future__ import annotations

from coach.scorecard.card import FEWEST_REPS as FEWEST_REPS
from coach.scorecard.card import TOO_FEW as TOO_FEW
from coach.scorecard.card import Coaching as Coaching
from coach.scorecard.card import Figure as Figure
from coach.scorecard.card import Period as Period
from coach.scorecard.card import RubricCount as RubricCount
from coach.scorecard.card import RungCount as RungCount
from coach.scorecard.card import Scorecard as Scorecard
from coach.scorecard.card import SeenMoment as SeenMoment
from coach.scorecard.card import SeenQuote as SeenQuote
from coach.scorecard.card import Spread as Spread
from coach.scorecard.card import TalkFigure as TalkFigure
from coach.scorecard.card import TeamCard as TeamCard
from coach.scorecard.card import TeamLine as TeamLine
from coach.scorecard.card import TeamSpread as TeamSpread
from coach.scorecard.card import TrendPoint as TrendPoint
from coach.scorecard.fold import fold as fold
from coach.scorecard.make_row import call_row as call_row
from coach.scorecard.names import prospect_name as prospect_name
from coach.scorecard.names import rep_name as rep_name
from coach.scorecard.period import PERIODS as PERIODS
from coach.scorecard.period import period_before as period_before
from coach.scorecard.period import period_of as period_of
from coach.scorecard.row import AdviceRow as AdviceRow
from coach.scorecard.row import CallRow as CallRow
from coach.scorecard.row import CriterionRow as CriterionRow
from coach.scorecard.row import MetricRow as MetricRow
from coach.scorecard.row import Moment as Moment
from coach.scorecard.row import row_from_json as row_from_json
from coach.scorecard.row import row_to_json as row_to_json
from coach.scorecard.saved import is_saved as is_saved
from coach.scorecard.saved import saved_row as saved_row
from coach.scorecard.team import team as team
