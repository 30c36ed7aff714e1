"""What is kept: people, uploads, calls and their steps, in SQLite or PostgreSQL."""
