"""The two workflows of the library: which steps, and in which sections."""

from django.contrib.auth.models import Group
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts import roles
from cms.models import (
    ClinicalReviewTask,
    EditorialCheckTask,
    LibraryIndexPage,
    SectionIndexPage,
)

EDITORIAL = "Editorial check"
CLINICAL = "Clinical review"
LONG = "Library"
SHORT = "Library editors"
WAGTAILS_OWN = "Moderators approval"  # made by Wagtail's migrations, for a group that is not ours


def prepare_workflows(library: LibraryIndexPage) -> None:
    """Give sections with clinical content both steps and the others the first one.

    A second run changes nothing, and a section to which editors gave another workflow keeps it.
    """
    _remove_wagtails_own()
    editorial = _task(EditorialCheckTask, EDITORIAL, roles.EDITOR)
    clinical = _task(ClinicalReviewTask, CLINICAL, roles.REVIEWER)
    long = _workflow(LONG, [editorial, clinical])
    short = _workflow(SHORT, [editorial])
    for section in SectionIndexPage.objects.child_of(library):
        workflow = long if section.holds_reviewed_pages else short
        WorkflowPage.objects.get_or_create(page=section, defaults={"workflow": workflow})


def _task(model: type[Task], name: str, role: roles.Role) -> Task:
    known = model.objects.filter(name=name, active=True).first()
    if known is None:
        known = model.objects.create(name=name)
        known.groups.add(Group.objects.get_or_create(name=role.group)[0])
    return known


def _workflow(name: str, tasks: list[Task]) -> Workflow:
    workflow, is_new = Workflow.objects.get_or_create(name=name)
    if is_new:
        for place, task in enumerate(tasks):
            WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=place)
    return workflow


def _remove_wagtails_own() -> None:
    """Remove the workflow of Wagtail's migrations where nobody has used it."""
    unused = Workflow.objects.filter(name=WAGTAILS_OWN, workflow_states=None)
    if unused.exists():
        WorkflowPage.objects.filter(workflow__in=unused, page__in=Page.get_root_nodes()).delete()
        unused.filter(workflow_pages=None).delete()
    GroupApprovalTask.objects.filter(
        name=WAGTAILS_OWN, workflow_tasks=None, task_states=None
    ).delete()
