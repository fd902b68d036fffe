"""LibreOffice, to read papers as they are printed."""

from tests.export.conftest import office

__all__ = ["office"]
