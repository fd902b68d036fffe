"""The application's doors besides its pages: what answers before Streamlit does."""

from web.health import ROUTES
from web.lifespan import lifespan

__all__ = ["ROUTES", "lifespan"]
