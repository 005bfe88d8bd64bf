"""Names that imitate, hide or advertise are refused; ordinary ones of any alphabet are not."""

import pytest

from accounts.names import malformed, refusal, skeleton


@pytest.mark.parametrize(
    "name",
    [
        "Rosalind Achterberg",
        "José Núñez",
        "Jory M.",
        "O'Brien-Wei, PA-C",
        "Νίκος Παππάς",
        "山田たろう",
        "김민준",
        "Anonymous resident",
    ],
)
def test_an_ordinary_name_is_fine(name: str) -> None:
    assert refusal(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "https://pills.example",
        "cheap-pills.com",
        "me@clinic.org",
        "Two\nLines",
        "Tab\tbed",
        "zero\u200bwidth",
        "right\u202eleft",
        "soft\u00adhyphen",
        "\u3164",
        "12345",
        "...",
        "Rоsalind",  # a Cyrillic letter
        "e\u0301\u0302\u0303\u0304\u0305",
        "\ufdfa" * 20,
    ],
)
def test_a_name_that_hides_or_advertises_is_refused(name: str) -> None:
    assert refusal(name)
    assert malformed(name)


@pytest.mark.parametrize(
    "name",
    ["Moderator", "m0derator", "Dana (Moderator)", "ADMIN", "Open Rounds", "open-r0unds", "Staff"],
)
def test_a_name_that_speaks_for_the_site_is_refused(name: str) -> None:
    assert refusal(name)


@pytest.mark.parametrize(
    "imitation",
    [
        "ROSALIND ACHTERBERG",
        "Rosalind  Achterberg",
        "Rosa1ind Achterberg",
        "Rosalind-Achterberg",
        "Rоsalind Achterberg",  # a Cyrillic letter
        "Rosa\u200blind Achterberg",
        "Rosálind Achterberg",
    ],
)
def test_an_imitation_looks_the_same(imitation: str) -> None:
    assert skeleton(imitation) == skeleton("Rosalind Achterberg")
