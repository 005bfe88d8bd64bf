"""What the models hand over to the actions above them. Imports nothing of ours."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def hand_over(event: str, *args: Any, **options: Any) -> Any:
    """Call the action that `settings.LIBRARY_ACTIONS` names for `event`, in this transaction.

    Wagtail's admin calls models and tasks in the middle of its own work; what must happen there
    is written in cms.actions, and named in the settings as Wagtail's own finish action is.
    """
    return import_string(settings.LIBRARY_ACTIONS[event])(*args, **options)


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Wagtail's `WAGTAIL_FINISH_WORKFLOW_ACTION`: it imports this while its own models load.

    So the action itself, which needs them, is looked up when it is called.
    """
    hand_over("review finished", workflow_state, user=user)
