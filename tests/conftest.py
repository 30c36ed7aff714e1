"""What tests in every folder can ask for."""

from databases import database, empty_database

__all__ = ["database", "empty_database"]
