"""Says how Hypothesis searches: without a deadline, as a slow machine is no defect.

Loaded as a pytest plugin. Under ``CI=true`` the same examples are tried every
time, so that the outcome says something about the change alone.
"""

import os

from hypothesis import settings

settings.register_profile(
    "consult", deadline=None, derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("consult")
