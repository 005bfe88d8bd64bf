"""The web application as `make run` serves it: it ends when the server above it is gone.

A worker whose master was killed would otherwise go on answering on the port, out of the
supervisor's reach, with whatever code it had loaded.
"""

import os
import threading
import time

from config.wsgi import application

__all__ = ["application"]


def _end_with(master: int) -> None:
    while os.getppid() == master:
        time.sleep(0.5)
    os._exit(1)


threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
