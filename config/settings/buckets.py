"""Where uploads lie when they do not lie in a folder."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def bucket_at(url: str) -> dict[str, Any]:
    """Options of an S3-compatible store from `s3://key:secret@host/bucket?region=…&scheme=https`.

    Raises ValueError with a sentence for the operator where anything is missing or unknown.
    """
    wanted = "set STORAGE_URL to s3://key:secret@host/bucket?region=…&scheme=https, or leave it out"
    try:
        parts = urlsplit(url)
        given = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError as error:
        raise ValueError(f"{wanted}; this one cannot be read.") from error
    scheme = given.pop("scheme", "https")
    region = given.pop("region", "us-east-1")
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not (parts.username and parts.password):
        raise ValueError(f"{wanted}; this one names no key and secret of an S3 store.")
    if not host or not bucket or "/" in bucket:
        raise ValueError(f"{wanted}; this one names no host with one bucket.")
    if scheme not in ("http", "https") or given:
        raise ValueError(f"{wanted}; this one has an option that is not known.")

    from botocore.config import Config  # takes a while, so only where it is needed

    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "endpoint_url": f"{scheme}://{host}",
        "bucket_name": bucket,
        "region_name": region,
        "file_overwrite": False,
        "default_acl": None,
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=3,
            read_timeout=20,
            retries={"total_max_attempts": 2},
            # Many compatible stores know no other checksums than these two.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
