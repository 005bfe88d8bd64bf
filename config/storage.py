"""How static files are named in production."""

from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Every file under a name that changes with its content, compressed ahead of time.

    The imports between script modules follow the names, which Django leaves out by default; a
    browser would else run yesterday's half of a module beside today's.
    """

    support_js_module_import_aggregation = True
