"""What changes people: reading in files of the school, and who has an account."""

from .accounts import end_role, give_account
from .importing import apply, import_files, why_refused
from .previewing import Preview, preview, preview_of
from .proposing import accept, decline, reconsider
from .remembering import choose_columns
from .undoing import undo, undoable
from .uploading import MAX_BYTES, MAX_FILES, Files, forget_old, gone, opened, upload
from .working import ask, is_large, is_waiting, look_into, work_on_uploads

__all__ = [
    "MAX_BYTES", "MAX_FILES", "Files", "Preview", "accept", "apply", "ask", "choose_columns", "decline", "end_role", "forget_old", "give_account", "gone", "import_files", "is_large", "is_waiting", "look_into", "opened", "preview", "preview_of", "reconsider", "undo", "undoable", "upload", "why_refused", "work_on_uploads",
]  # fmt: skip
