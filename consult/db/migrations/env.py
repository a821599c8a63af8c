"""Runs the migrations on the connection it is given, or on ``-x url=ADDRESS``."""

from alembic import context
from alembic.util import CommandError
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
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_address(arguments: dict[str, str]) -> None:
    """Open the database a developer names and run the migrations on it."""
    if "url" not in arguments:
        raise CommandError("name the database: alembic -x url=sqlite:///FILE …")
    engine = open_engine(parse_address(arguments["url"]))
    with engine.begin() as connection:
        run(connection)
    engine.dispose()


given = context.config.attributes.get("connection")
if given is None:
    run_on_address(context.get_x_argument(as_dictionary=True))
else:
    run(given)
