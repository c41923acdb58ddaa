"""Settings of all tests."""

import os

from hypothesis import settings

# The same examples in each run, so that a red test is somebody's change and not somebody's luck, and no deadlines,
# which a busy machine would miss. HYPOTHESIS_PROFILE=thorough looks for new ones.
settings.register_profile("default", derandomize=True, deadline=None, database=None)
settings.register_profile("thorough", deadline=None, max_examples=2000, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
