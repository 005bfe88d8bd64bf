"""What people upload, turned into an image that is safe to show.

The kind is decided by content, never by name. Everything is decoded within limits and encoded
anew as WebP: a browser decodes nothing that a stranger wrote byte by byte, and whatever hid
beside the picture (place and time of a photograph, scripts, comments, thumbnails) is gone. WebP,
because one kind holds photographs, transparency and movement, and every browser shows it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, PngImagePlugin, UnidentifiedImageError

FIELD = "image"  # the one field of our forms that takes a file
KINDS = ("PNG", "JPEG", "WEBP", "GIF")
STAFF = ("/cms/", "/django-admin/")  # editors upload documents and images of the library there
CONTENT_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")
CONTENT_TYPE = "image/webp"
EXTENSION = "webp"
QUALITY = 84
FRAME_MILLISECONDS = (20, 10_000)  # how long one frame of a moving image may stay
# Texts inside a PNG are read while it is opened; a few are honest, megabytes are not.
PngImagePlugin.MAX_TEXT_CHUNK = 256 * 1024
PngImagePlugin.MAX_TEXT_MEMORY = 1024 * 1024
# A decoded photograph takes a hundred megabytes; more than two at once wait their turn, but not
# for long: each that waits holds a thread that readers need.
_turns = BoundedSemaphore(2)
TURN_SECONDS = 5


class Refused(ValueError):
    """No image of ours. The message tells the writer why and what to do."""


class Busy(Exception):
    """Other images are being worked on; this one may come again in a moment."""


@dataclass(frozen=True)
class Picture:
    """A re-encoded image."""

    content: bytes
    width: int
    height: int


def read(content: bytes) -> Picture:
    """`content` as a WebP without metadata, upright, within the limits of the settings.

    Raises Refused for everything else, and Busy where its turn does not come soon. Sizes and frames are read from headers, so what is too
    large is refused before it is decoded.
    """
    if not content:
        raise Refused(_("This file is empty. Choose the image once more."))
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise too_large()
    _check_moving(content)
    with _turn():
        try:
            with Image.open(BytesIO(content), formats=KINDS) as image:
                _check_pixels(*image.size)
                return _encoded(image)
        except UnidentifiedImageError as unknown:
            raise Refused(
                _("This is not a PNG, JPEG, WebP or GIF image. Save it as one of these first.")
            ) from unknown
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise _too_many_pixels() from bomb
        # What Pillow's decoders raise for damaged files is not narrower than this.
        except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError) as damage:
            if isinstance(damage, Refused):
                raise
            raise _damaged() from damage


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=TURN_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def too_large() -> Refused:
    return Refused(
        _("This image is larger than %(limit)s. Make it smaller and add it once more.")
        % {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}
    )


def _damaged() -> Refused:
    return Refused(_("This image is damaged or incomplete. Save it anew and add it once more."))


def _too_many_pixels() -> Refused:
    return Refused(
        _("This image has more than %(limit)s million pixels. Make it smaller first.")
        % {"limit": settings.UPLOAD_MAX_PIXELS // 1_000_000}
    )


def _check_pixels(width: int, height: int, frames: int = 1) -> None:
    if frames > settings.UPLOAD_MAX_FRAMES:
        raise Refused(
            _("This moving image has more than %(limit)s frames. Add a shorter one or a still.")
            % {"limit": settings.UPLOAD_MAX_FRAMES}
        )
    if width * height * frames > settings.UPLOAD_MAX_PIXELS:
        raise _too_many_pixels()


# --- headers ------------------------------------------------------------------------------------


def _check_moving(content: bytes) -> None:
    """Refuse moving images beyond the limits without a decoder's help.

    Pillow walks through all frames to count them, and its WebP decoder takes memory for the
    whole canvas as soon as the file is opened.
    """
    if content[:6] in (b"GIF87a", b"GIF89a"):
        width, height = _number(content, 6, 2), _number(content, 8, 2)
        for frames, (right, bottom) in enumerate(_gif_frames(content), start=1):
            width, height = max(width, right), max(height, bottom)
            _check_pixels(width, height, frames)
    elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        _check_pixels(*_webp_canvas(content), frames=max(1, content.count(b"ANMF")))


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")


def _gif_frames(content: bytes) -> Iterator[tuple[int, int]]:
    """The lower right corner of each frame; a frame may reach beyond the announced screen."""

    def colors(flags: int) -> int:
        return 3 << ((flags & 7) + 1) if flags & 0x80 else 0

    def after_blocks(at: int) -> int:
        while content[at]:
            at += content[at] + 1
        return at + 1

    try:
        at = 13 + colors(content[10])
        while True:
            if content[at] == 0x21:  # an extension
                at = after_blocks(at + 2)
            elif content[at] == 0x2C:  # a frame
                left, top, width, height = (_number(content, at + n, 2) for n in (1, 3, 5, 7))
                yield left + width, top + height
                at = after_blocks(at + 11 + colors(content[at + 9]))
            else:
                return  # the end, or nothing that belongs to the image
    except IndexError:
        return  # cut off: the decoder says so


def _webp_canvas(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        return _number(content, 24, 3) + 1, _number(content, 27, 3) + 1
    if kind == b"VP8L":
        bits = _number(content, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _number(content, 26, 2) & 0x3FFF, _number(content, 28, 2) & 0x3FFF


# --- encoding -----------------------------------------------------------------------------------


def _encoded(image: Image.Image) -> Picture:
    # A second picture of a JPEG (MPO) or PNG (APNG) is a thumbnail or a decoration: the first counts.
    moving = image.format in ("GIF", "WEBP") and getattr(image, "n_frames", 1) > 1
    return _moving(image) if moving else _still(image)


def _still(image: Image.Image) -> Picture:
    exact = image.format in ("PNG", "GIF")
    side = settings.UPLOAD_MAX_SIDE
    # A large JPEG is decoded at half, a quarter or an eighth of its size where that is enough.
    image.draft(None, (side, side))
    upright = ImageOps.exif_transpose(_fitting(image))
    # Drawings and screenshots keep every pixel as long as that stays small.
    content = _webp(upright, lossless=True, quality=30, method=2) if exact else b""
    if not content or len(content) > settings.UPLOAD_EXACT_BYTES:
        content = _webp(upright, quality=QUALITY, method=4)
    return Picture(content, *upright.size)


def _moving(image: Image.Image) -> Picture:
    def frames() -> Iterator[Image.Image]:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            durations.append(_duration(image.info.get("duration")))
            yield _fitting(image.copy())

    durations: list[int] = []
    still = list(frames())
    content = _webp(
        still[0],
        save_all=True,
        append_images=still[1:],
        duration=durations,
        loop=0,
        quality=QUALITY,
        method=1,
    )
    return Picture(content, *still[0].size)


def _duration(told: Any) -> int:
    shortest, longest = FRAME_MILLISECONDS
    return min(max(int(told), shortest), longest) if isinstance(told, int | float) else 100


def _fitting(image: Image.Image) -> Image.Image:
    """The image in plain colors, its longest side within the limit."""
    side = settings.UPLOAD_MAX_SIDE
    if image.mode == "P" or image.info.get("transparency") is not None:
        image = image.convert("RGBA")
    if max(image.size) > side:
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode.startswith(("I", "F")):
        # Sixteen bits of gray, as radiographs have them, become eight.
        image = image.convert("F").point(lambda value: value / 256 + 0)
    if image.mode in ("RGB", "RGBA"):
        return image
    return image.convert("RGBA" if image.mode in ("LA", "La", "PA", "RGBa") else "RGB")


def _webp(image: Image.Image, **options: Any) -> bytes:
    target = BytesIO()
    # Named as nothing, so that what the source carried is not carried over.
    image.save(target, "WEBP", exif=b"", icc_profile=b"", xmp=b"", **options)
    return target.getvalue()


# --- receiving ----------------------------------------------------------------------------------


class ImageIntake(FileUploadHandler):
    """Keeps the first file of the field "image" in memory up to `UPLOAD_MAX_BYTES`, and no other.

    A larger one is not stored: its form arrives with everything else that was typed, and
    `too_large` is set. No temporary file is written, so a full disk stops no text. A request
    larger than an image and a form is refused unread. Whoever may open the staff's own tools has
    the other handlers there, up to `STAFF_UPLOAD_MAX_BYTES`.
    """

    too_large = False
    _has_one = False
    _is_for_staff = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        self._is_for_staff = self.request is not None and _opens_staff_tools(self.request)
        most = settings.UPLOAD_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if content_length > (settings.STAFF_UPLOAD_MAX_BYTES if self._is_for_staff else most):
            raise RequestDataTooBig("The request is larger than an image and a form.")

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        self._kept: BytesIO | None = None
        if self._is_for_staff:
            return
        if field_name != FIELD or self._has_one:
            raise SkipFile
        self._has_one = True
        self._kept = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._kept is None:
            return raw_data
        if start + len(raw_data) > settings.UPLOAD_MAX_BYTES:
            self.too_large = True
            self._kept = None
            raise SkipFile
        self._kept.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self._kept is None:
            return None
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, FIELD, self.file_name, self.content_type, file_size, self.charset
        )


def _opens_staff_tools(request: HttpRequest) -> bool:
    if not request.path.startswith(STAFF):
        return False
    person = request.user
    return person.is_staff or person.has_perm("wagtailadmin.access_admin")
