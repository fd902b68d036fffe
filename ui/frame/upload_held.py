"""What the server holds of uploads: nothing any more, once their plan is stored."""

from collections.abc import Sequence
from typing import Any

from ui.frame import insides


def let_go(files: Sequence[Any]) -> None:
    """Forget uploaded files, which Streamlit would hold until the session ends."""
    for file in files:
        insides.forget_file(file)
