"""The one table of what a worker can do."""

from collections.abc import Mapping
from typing import Final

from consult.worker import integrity_check
from consult.worker.task import Handler

HANDLERS: Final[Mapping[str, Handler]] = {
    integrity_check.KIND: integrity_check.handle,
}
