from __future__ import annotations

import pytest

from geo.atlas import Atlas, load_atlas


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas()
