"""doit's way in: the questions in `tasks/` become tasks."""

from pathlib import Path

from literate import pipeline

DOIT_CONFIG = pipeline.config()


def task_report():
    """The report and all it is made of."""
    yield from pipeline.tasks(Path(__file__).parent)
