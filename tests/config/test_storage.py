"""Static files of production."""

import re

from django.core.files.storage import FileSystemStorage

from config.storage import HashedFiles


def test_imports_between_modules_follow_the_hashed_names(tmp_path):
    (tmp_path / "far.js").write_text("export const far = 1;\n")
    (tmp_path / "near.js").write_text(
        'import { far } from "./far.js";\nexport const later = () => import("./far.js");\n'
    )
    source = FileSystemStorage(location=tmp_path)
    storage = HashedFiles(location=tmp_path, base_url="/static/")

    list(storage.post_process({name: (source, name) for name in ("far.js", "near.js")}))

    hashed = storage.stored_name("near.js")
    assert re.fullmatch(r"near\.[0-9a-f]{12}\.js", hashed)
    text = (tmp_path / hashed).read_text()
    assert text.count(f'"./{storage.stored_name("far.js")}"') == 2
