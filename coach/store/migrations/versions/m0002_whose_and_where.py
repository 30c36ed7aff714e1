"""Where in the call a step was said, what a token opens, whose team a line of the audit log is about, resets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Columns that what is kept already can do without; batches, because SQLite adds a foreign key in no other way."""
    op.add_column("steps", sa.Column("turn", sa.Integer(), nullable=True))
    op.add_column("api_tokens", sa.Column("scope", sa.String(16), nullable=False, server_default="api"))
    op.add_column("audit", sa.Column("team_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_audit_team_id_id"), "audit", ["team_id", "id"])
    with op.batch_alter_table("invitations") as table:
        table.add_column(sa.Column("user_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_invitations_user_id"), "users", ["user_id"], ["id"], ondelete="CASCADE")
        table.create_index(op.f("ix_invitations_user_id"), ["user_id"])
