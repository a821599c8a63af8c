"""Runs the migrations on the connection it is given, or on ``-x url=ADDRESS``."""

from alembic import context
from sqlalchemy import Connection

from consult.db import models
from consult.db.address import parse_address
from consult.db.engine import open_engine


def run(connection: Connection) -> None:
    """Run the wanted migrations in the transaction of the connection."""
    context.configure(
        connection=connection,
        target_metadata=models.metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is None:
    address = context.get_x_argument(as_dictionary=True)["url"]
    engine = open_engine(parse_address(address))
    with engine.begin() as opened:
        run(opened)
    engine.dispose()
else:
    run(given)
