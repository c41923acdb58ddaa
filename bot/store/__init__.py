"""SQLite (or PostgreSQL) behind repositories of plain functions."""
