"""${message}."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade(op: Operations) -> None:
    """TODO: say what this step does."""
    ${upgrades if upgrades else "pass"}


def downgrade(op: Operations) -> None:
    """TODO: say what is lost on the way back."""
    ${downgrades if downgrades else "pass"}
