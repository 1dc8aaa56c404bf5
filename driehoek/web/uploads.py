"""Giants are refused at the door: their bytes are read past, never kept, and the form answers in words."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

FIELDS = 1_000_000  # bytes of a request that are not files


def is_too_large(request: HttpRequest) -> bool:
    """Whether a request says that it brings more than `MAX_UPLOAD_BYTES`; then it has no files."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.MAX_UPLOAD_BYTES + FIELDS


class RefuseGiants(FileUploadHandler):
    """First of `FILE_UPLOAD_HANDLERS`. The fields before the file (such as the token against forgery) are still read."""

    too_large = False

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:
        self.too_large = content_length > settings.MAX_UPLOAD_BYTES + FIELDS

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        if self.too_large:
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
