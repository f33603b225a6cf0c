"""The browser tests' own browser and viewers, for the tests behind a proxy."""

from tests.browser.conftest import browser, new_viewer, pytest_runtest_makereport

__all__ = ["browser", "new_viewer", "pytest_runtest_makereport"]
