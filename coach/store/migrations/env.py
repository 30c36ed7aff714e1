"""What Alembic runs: the migrations, on the connection and in the transaction that `coach.store.migrate` opened."""

from __future__ import annotations

from alembic import context

from coach.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
