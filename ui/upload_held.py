"""What the server holds of uploads: nothing any more, once their plan is stored."""

from collections.abc import Sequence

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def let_go(files: Sequence[UploadedFile]) -> None:
    """Forget uploaded files, which Streamlit would hold until the session ends."""
    context = get_script_run_ctx()
    # The protocol knows whole sessions only; the manager that Streamlit has knows single files.
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context else None
    if context is not None and remove is not None:
        for file in files:
            remove(context.session_id, file.file_id)
