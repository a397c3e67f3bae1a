"""Settings of the whole test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

# the same examples every time, so that a red run is red again; HYPOTHESIS_PROFILE=explore looks for new ones
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# conversations of the tests are kept apart from those of the person at this machine
_KEPT = tempfile.mkdtemp(prefix="shortfall-tests-")
atexit.register(shutil.rmtree, _KEPT, ignore_errors=True)
os.environ["SHORTFALL_CONVERSATIONS"] = str(Path(_KEPT) / "conversations.db")
