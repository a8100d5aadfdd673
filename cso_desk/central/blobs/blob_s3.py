"""Attachments in an object store that speaks S3; needs the extra `s3`."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from cso_desk.central.blobs.blob_store import BlobLost, Partials, StoreDown

_TRIES = 3
_CONNECT_S = 5
_READ_S = 30


class S3Blobs(Partials):
    """A `BlobStore` in a bucket: uploads grow in a folder of this machine, and are put there whole when they are.

    A blob is far smaller than the least part of a multipart upload pays for. Where several machines serve, the balancer
    keeps a desk with one of them, or they share the folder; an upload that changes machines begins anew, and nothing
    else. Versions, write-once and encryption are the bucket's own settings. Keys are taken where boto3 looks for them.
    Making it raises ModuleNotFoundError without the extra.
    """

    def __init__(self, bucket: str, spool: Path, *, endpoint: str | None = None, region: str | None = None) -> None:
        import boto3  # type: ignore[import-untyped]  # it has no types of its own
        from botocore.config import Config  # type: ignore[import-untyped]  # nor has this

        super().__init__(spool)
        settings = Config(
            retries={"mode": "standard", "total_max_attempts": _TRIES},
            connect_timeout=_CONNECT_S,
            read_timeout=_READ_S,
        )
        self._bucket = bucket
        self._client: Any = boto3.client("s3", endpoint_url=endpoint, region_name=region, config=settings)

    def finish(self, upload: UUID, sha256: str) -> bool:
        """Put the upload into the bucket, which hashes it once more; the local file goes when that is done."""
        if not self.hashes_to(upload, sha256):
            self.discard(upload)
            return False
        digest = base64.b64encode(bytes.fromhex(sha256)).decode()
        try:
            file = self.path(upload).open("rb")
        except FileNotFoundError:
            raise BlobLost from None
        with file, _answered():
            self._client.put_object(Bucket=self._bucket, Key=_key(sha256), Body=file, ChecksumSHA256=digest)
        self.discard(upload)
        return True

    def read(self, sha256: str) -> bytes:
        """The object's bytes."""
        with _answered():
            content: bytes = self._client.get_object(Bucket=self._bucket, Key=_key(sha256))["Body"].read()
            return content

    def holds(self, sha256: str, size: int) -> bool:
        """Whether the object is there, by its size."""
        try:
            with _answered():
                told = self._client.head_object(Bucket=self._bucket, Key=_key(sha256))
                return bool(told["ContentLength"] == size)
        except BlobLost:
            return False

    def delete(self, sha256: str) -> None:
        """Remove the object; a bucket that keeps versions keeps this one too."""
        with _answered():
            self._client.delete_object(Bucket=self._bucket, Key=_key(sha256))


def _key(sha256: str) -> str:
    if len(bytes.fromhex(sha256)) != hashlib.sha256().digest_size or not sha256.isalnum():
        raise ValueError(sha256)
    return f"{sha256[:2]}/{sha256}"


@contextmanager
def _answered() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # nor has this

    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404 and _is_key(error):
            raise BlobLost from None
        raise StoreDown(error.response["Error"].get("Code", "")) from error
    except (BotoCoreError, OSError) as error:
        raise StoreDown(type(error).__name__) from error


def _is_key(error: Any) -> bool:
    """A missing bucket is no missing object: only an answer to HEAD cannot tell them apart."""
    return error.response["Error"].get("Code") in ("NoSuchKey", "404")
