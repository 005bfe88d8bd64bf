"""Files that are no image of ours, or want to be more than one."""

import resource
from importlib import import_module
from io import BytesIO

import pytest
from PIL import Image

from forum import images
from tests.fixtures.pictures import (
    GPS,
    chunk,
    encoded,
    frame_beyond_its_screen,
    frames_without_end,
    moving,
    photograph,
    picture,
    png,
    webp_canvas,
)

SCRIPT = b"<script>alert(1)</script>"


def stored(content: bytes) -> Image.Image:
    """What is kept of `content`, decoded again."""
    kept = Image.open(BytesIO(images.read(content).content))
    kept.load()
    return kept


# --- what is taken ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_kind_is_taken_and_kept_as_webp(kind):
    kept = stored(picture(kind, (64, 48)))

    assert (kept.format, kept.size) == ("WEBP", (64, 48))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_a_png_may_have_is_shown(mode):
    kept = stored(encoded(Image.new(mode, (9, 7)), "PNG"))

    assert kept.size == (9, 7)


def test_inks_for_print_become_colors_for_screens():
    assert stored(encoded(Image.new("CMYK", (9, 7)), "JPEG")).mode == "RGB"


def test_sixteen_bits_of_gray_keep_their_brightness():
    radiograph = Image.new("I;16", (4, 4), 0x8000)

    red, green, blue = stored(encoded(radiograph, "PNG")).convert("RGB").getpixel((1, 1))

    assert red == green == blue
    assert 124 <= red <= 132


def test_transparency_stays():
    clear = encoded(Image.new("RGBA", (9, 7), (255, 0, 0, 0)), "PNG")

    assert stored(clear).convert("RGBA").getpixel((1, 1))[3] == 0


def test_a_drawing_stays_exact_to_the_pixel():
    drawing = Image.effect_noise((60, 40), 90).convert("RGB")

    assert stored(encoded(drawing, "PNG")).convert("RGB").tobytes() == drawing.tobytes()


def test_a_large_image_is_made_smaller(settings):
    kept = stored(picture("JPEG", (4000, 1000)))

    assert kept.size == (settings.UPLOAD_MAX_SIDE, settings.UPLOAD_MAX_SIDE // 4)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_moving_image_goes_on_moving(kind):
    kept = Image.open(BytesIO(images.read(moving(12, kind=kind)).content))

    assert (kept.format, kept.n_frames) == ("WEBP", 12)


# --- what is taken away -------------------------------------------------------------------------


def test_place_time_and_words_inside_a_photograph_are_gone():
    sent = photograph()
    assert GPS in sent

    kept = images.read(sent).content

    assert GPS not in kept
    assert not {b"EXIF", b"XMP ", b"ICCP"} & {kept[at : at + 4] for at in range(len(kept))}
    assert not Image.open(BytesIO(kept)).getexif()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_metadata_of_other_kinds_is_gone_too(kind):
    exif = Image.Exif()
    exif[0x010E] = GPS.decode()
    sent = picture(kind, exif=exif)
    assert GPS in sent

    assert GPS not in images.read(sent).content


def test_words_inside_a_png_are_gone():
    sent = png(2, 2, chunk(b"tEXt", b"Comment\0" + GPS), pixels=b"\0ab\0cd")

    assert GPS not in images.read(sent).content


@pytest.mark.parametrize(
    ("orientation", "size", "top_left"),
    [(1, (80, 40), "red"), (3, (80, 40), "blue"), (6, (40, 80), "red"), (8, (40, 80), "blue")],
)
def test_a_photograph_taken_sideways_stands_upright(orientation, size, top_left):
    kept = stored(photograph(orientation)).convert("RGB")

    red, _, blue = kept.getpixel((3, 3))
    assert kept.size == size
    assert (red > blue) == (top_left == "red")


# --- polyglots ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG") + SCRIPT,
        picture("JPEG", comment=SCRIPT),
        png(2, 2, chunk(b"tEXt", b"Title\0" + SCRIPT), pixels=b"\0ab\0cd"),
        picture("GIF") + b"\n*/=1;" + SCRIPT,
        picture("PNG") + b"PK\x05\x06" + SCRIPT,
    ],
    ids=["page after a PNG", "comment of a JPEG", "text of a PNG", "script after a GIF", "ZIP"],
)
def test_what_hides_beside_an_image_is_not_kept(content):
    kept = images.read(content).content

    assert SCRIPT not in kept
    assert kept[:4] == b"RIFF"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html>" + SCRIPT,
        b"GIF89a/*" + SCRIPT + b"*/=1;",
        b"%PDF-1.7 " + SCRIPT,
        b"BM" + b"\0" * 60,
        b"II*\0" + b"\0" * 60,
        b"\0\0\0\x18ftypheic" + b"\0" * 60,
        b"8BPS" + b"\0" * 60,
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        encoded(Image.new("RGB", (4, 4)), "TIFF"),
        encoded(Image.new("RGB", (4, 4)), "BMP"),
        encoded(Image.new("RGB", (4, 4)), "ICO"),
        b"words",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        b"GIF89a",
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_image_of_ours_is_refused_whatever_its_name_says(content):
    with pytest.raises(images.Refused):
        images.read(content)


def test_an_empty_file_is_refused_in_words():
    with pytest.raises(images.Refused, match="empty"):
        images.read(b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_cut_off_file_is_refused(kind, part):
    whole = encoded(Image.effect_noise((200, 200), 80).convert("RGB"), kind)

    with pytest.raises(images.Refused):
        images.read(whole[: int(len(whole) * part)])


def test_a_cut_off_file_is_refused_where_hand_outs_are_made_too():
    import_module("cms.pdf")
    whole = encoded(Image.effect_noise((200, 200), 80).convert("RGB"), "PNG")

    with pytest.raises(images.Refused):
        images.read(whole[: len(whole) // 2])


def test_a_cut_off_moving_image_is_refused_or_whole_up_to_there():
    whole = moving(30, (80, 80))

    with pytest.raises(images.Refused):
        images.read(whole[: len(whole) // 2 + 7])


# --- bombs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (png(30_000, 30_000), "million pixels"),
        (png(2**31 - 1, 2**31 - 1), "pixels|damaged"),
        (png(25_001, 1_000), "million pixels"),
        (webp_canvas(16_383, 16_383), "million pixels"),
        (frame_beyond_its_screen(), "million pixels"),
        (frames_without_end(500_000), "frames"),
        (moving(201, (2, 2)), "frames"),
        (moving(201, (2, 2), kind="WEBP"), "frames"),
        (moving(40, (1000, 1000)), "million pixels"),
    ],
    ids=[
        *("900 million pixels", "as many as fit", "just too many", "WebP canvas", "GIF frame"),
        *("half a million frames", "one frame too many", "one WebP frame", "frames by pixels"),
    ],
)
def test_a_bomb_is_refused_before_it_goes_off(content, says):
    before = resource.getrusage(resource.RUSAGE_SELF)

    with pytest.raises(images.Refused, match=says):
        images.read(content)

    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 3
    assert after.ru_maxrss - before.ru_maxrss < 50 * 1024  # kilobytes


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP"])
def test_a_text_that_unpacks_to_hundreds_of_megabytes_does_no_harm(kind):
    packed = zlib_bomb(200_000_000)
    content = {
        b"zTXt": b"Comment\0\0" + packed,
        b"iTXt": b"Comment\0\1\0\0\0" + packed,
        b"iCCP": b"profile\0\0" + packed,
    }[kind]
    before = resource.getrusage(resource.RUSAGE_SELF)

    with pytest.raises(images.Refused):
        images.read(png(2, 2, chunk(kind, content), pixels=b"\0ab\0cd"))

    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 3
    assert after.ru_maxrss - before.ru_maxrss < 50 * 1024  # kilobytes


def zlib_bomb(size: int) -> bytes:
    import zlib

    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def test_pixels_that_unpack_to_more_than_was_announced_do_no_harm():
    import zlib

    packed = zlib.compress(bytes(300_000_000), 9)
    header = chunk(b"IHDR", b"\0\0\0\2\0\0\0\2\x08\0\0\0\0")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    images.read(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", packed) + chunk(b"IEND", b""))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_the_largest_image_that_is_taken_stays_within_time_and_memory():
    content = encoded(Image.new("RGBA", (5_000, 5_000), (9, 9, 9, 90)), "PNG")
    before = resource.getrusage(resource.RUSAGE_SELF)

    images.read(content)

    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 6
    assert after.ru_maxrss - before.ru_maxrss < 150 * 1024


def test_an_image_of_too_many_bytes_is_refused_in_words(settings):
    settings.UPLOAD_MAX_BYTES = 100

    with pytest.raises(images.Refused, match="larger than 100"):
        images.read(picture("PNG", (300, 300)))
