"""What tests in every folder can ask for."""

from chromium import browser
from databases import database, empty_database

__all__ = ["browser", "database", "empty_database"]
