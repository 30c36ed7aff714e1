"""`make bench`: what scoring a call costs, as multiples of what other things cost on the same calls in the same run.

Every library is held to one thread, before it is loaded, so that a core is a core.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
