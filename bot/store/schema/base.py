"""What all tables have in common."""

from typing import Final

from sqlalchemy import Column, MetaData, String, Table, Text

# The newest revision in migrations/versions; a test keeps the two together. Knowing it here spares every start that
# has nothing to migrate from loading Alembic.
REVISION: Final = "0005"

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

META: Final = Table(
    "meta",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
