"""The web page: upload, report, scorecard. It imports coach, never the other way round."""
