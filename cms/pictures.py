"""What editors upload, made safe to hand out: upright, and without what hides beside a picture."""

from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageOps

OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90},
}


def cleaned(file: IO[bytes], name: str) -> ImageFile:
    """The same picture without place, date, camera, comments and thumbnails, at most so large.

    The profile of its colors stays. What is none of the kinds in `OPTIONS` is refused with
    Pillow's own `UnidentifiedImageError`; the admin's form says so before, in words.
    """
    file.seek(0)
    with Image.open(file, formats=list(OPTIONS)) as opened:
        kind = str(opened.format)
        profile = opened.info.get("icc_profile")
        picture = ImageOps.exif_transpose(opened)
        side = settings.LIBRARY_IMAGE_MAX_SIDE
        if max(picture.size) > side:
            picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        if kind == "JPEG" and picture.mode not in ("RGB", "L"):
            picture, profile = picture.convert("RGB"), None
        picture.info = {}
        target = BytesIO()
        colors = {"icc_profile": profile} if profile else {}
        picture.save(target, kind, exif=b"", **OPTIONS[kind], **colors)
    return ImageFile(ContentFile(target.getvalue()), name=name)
