"""Everything there is to make: the runs with their seeds, the exhibits, the pages, and what each depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from literate import added_seeds
from literate import question as questions
from literate import settings as settings_
from literate.call import Call, EverySeed, Source
from literate.errors import SettingsError, TaskError, nearest
from literate.fingerprint import Fingerprints, Spec, files_of, runs_of
from literate.question import Question
from literate.sources import Sources


class Exhibit(NamedTuple):
    """A figure or the quantities of a run: a call on results, kept in `build/<kind>/<name>.json`."""

    kind: str
    question: str
    key: str
    call: Call

    @property
    def name(self) -> str:
        """`q1.svm_roc`"""
        return f"{self.question}.{self.key}"

    def document(self, build: Path) -> Path:
        """`build/figures/q1.svm_roc.json`"""
        return build / self.kind / f"{self.name}.json"

    def picture(self, build: Path) -> Path:
        """`build/figures/q1.svm_roc.svg`"""
        return self.document(build).with_name(f"{self.name}.svg")

    def files(self, build: Path) -> list[Path]:
        """All that is kept of it: of a figure, its picture too."""
        return [self.document(build), *([self.picture(build)] if self.kind == "figures" else [])]


class Plan:
    """The project's plan under its settings. Making it checks every call against the sources, and runs nothing."""

    def __init__(self, root: Path, settings: settings_.Settings) -> None:
        self.root = root
        self.settings = settings
        self.sources = Sources(root)
        self.fingerprints = Fingerprints(self.sources, settings.archives)
        self.questions: dict[str, Question] = questions.load(root, settings)
        self.added = added_seeds.load(root, settings.profile)
        self.runs: dict[str, Call] = {}
        self.seeded: dict[tuple[str, str], list[str]] = {}  # question and key → run names, one a seed
        self._names: dict[str, str] = {}  # fingerprint → run name
        for name, question in self.questions.items():
            self._add_runs(name, question)
        self.exhibits = {
            (e.kind, e.name): e for name, q in self.questions.items() for e in self._exhibits(name, q)
        }
        for exhibit in self.exhibits.values():
            self._add_inputs(exhibit.call)
            self.spec(exhibit.call)
        for question in self.questions.values():
            for table in question.tables.values():
                self.spec(table)
        self._check_archives()
        self._check_added()

    def spec(self, call: Call) -> Spec:
        """The spec of a run or an exhibit."""
        return self.fingerprints.spec(call)

    def name(self, fingerprint: str) -> str | None:
        """What people call the run of this fingerprint, if the plan has it."""
        return self._names.get(fingerprint)

    def fingerprint(self, name: str) -> str:
        """The name of a run's result."""
        return self.spec(self.runs[name]).fingerprint

    def inputs(self, call: Call) -> list[str]:
        """The names of the runs that a call takes directly."""
        return list(dict.fromkeys(self._names[self.spec(run).fingerprint] for run in runs_of(call)))

    def files(self, call: Call) -> list[Source]:
        """The archives that a call takes, each with the checksum that counts."""
        return [self.fingerprints.taken(source) for source in files_of(call)]

    def substitutes(self, run: str) -> list[Source]:
        """Those archives of a run that `report.toml` allows in place of the published ones."""
        published = files_of(self.runs[run])
        return [source for source in self.files(self.runs[run]) if source not in published]

    def behind(self, figure: Call) -> dict[str, list[str]]:
        """The runs that a figure takes: under "" all of them, and under each name that it gives to one that run.

        A name of a panel's own stands after that of the panel: `triplet, ResNet-18`.
        """
        named = {
            name: self.inputs(Call(figure.function, {name: each}, kept=False))
            for value in figure.arguments.values()
            if isinstance(value, Mapping)
            for name, each in _named(value)
        }
        return {"": self.inputs(figure)} | {name: runs for name, runs in named.items() if runs}

    def upstream(self, names: Iterable[str]) -> list[str]:
        """These runs and all that they rest on, each after its inputs."""
        found: dict[str, None] = {}

        def add(name: str) -> None:
            for other in self.inputs(self.runs[name]):
                add(other)
            found.setdefault(name)

        for name in names:
            add(name)
        return list(found)

    def question_runs(self, question: str) -> list[str]:
        """A question's own runs, every seed of them."""
        return [name for (owner, _), names in self.seeded.items() if owner == question for name in names]

    def question_exhibits(self, question: str) -> list[Exhibit]:
        """A question's figures and the quantities of its runs."""
        return [exhibit for exhibit in self.exhibits.values() if exhibit.question == question]

    def arguments(self, name: str) -> dict[str, Any]:
        """A run's effective arguments as the prose may quote them: runs by name, parts with their own arguments."""
        return {key: self._quotable(value) for key, value in self.spec(self.runs[name]).arguments.items()}

    def _quotable(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._quotable(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "run" in value:
            return self._names[value["run"]]
        if "part" in value:
            given = {key: self._quotable(item) for key, item in value["arguments"].items()}
            return {"name": value["part"].partition(":")[2], **given}
        return value.get("checksum") or {key: self._quotable(item) for key, item in value["dict"].items()}

    def _check_archives(self) -> None:
        """A misspelt name would silently allow nothing; in a profile without archives there is none to compare."""
        known = {source.file for run in self.runs.values() for source in files_of(run)}
        for file in sorted(self.settings.archives):
            if known and file not in known:
                raise SettingsError(f"report.toml: archives: no run takes {file!r}{nearest(file, known)}")

    def _add_runs(self, name: str, question: Question) -> None:
        for key, run in question.runs.items():
            self._add_inputs(run)
            seeded = [run.named(f"{name}.{key}")]
            if self.takes_seed(run):
                first = self.spec(run).arguments["seed"]
                more = range(1, max(self.settings.seeds, self.added.get(f"{name}.{key}", 0)))
                seeded += [run.named(f"{name}.{key}@{n}").with_arguments(seed=first + n) for n in more]
            for one in seeded:
                self._add(one)
            self.seeded[name, key] = [one.name for one in seeded]

    def _check_added(self) -> None:
        """Seeds may be added to runs that there are; those that all runs have are not added."""
        known = {f"{question}.{key}" for question, key in self.seeded}
        for run in self.added:
            if run not in known:
                raise TaskError(f"{added_seeds.FILE}: no run {run!r}{nearest(run, known)}")
        self.added = {run: n for run, n in self.added.items() if n > self.settings.seeds}

    def takes_seed(self, run: Call) -> bool:
        """Does a run have a seed that could be another?"""
        signature = self.sources.signature(run.function, run.where)
        return any(parameter.name == "seed" for parameter in signature.parameters)

    def _add_inputs(self, call: Call) -> None:
        """Runs that are no question's own: data sets, pretrained backbones."""
        for run in runs_of(call):
            self._add_inputs(run)
            if self.spec(run).fingerprint not in self._names:
                if not run.name:
                    raise TaskError(
                        f'{run.where}: a run that others take needs a name: run(function, "name", …)'
                    )
                self._add(run)

    def _add(self, run: Call) -> None:
        fingerprint = self.spec(run).fingerprint
        if run.name in self.runs and self.spec(self.runs[run.name]).fingerprint != fingerprint:
            raise TaskError(f"{run.where}: two different runs are called {run.name!r}; give one another name")
        self.runs.setdefault(run.name, run)
        self._names.setdefault(fingerprint, run.name)

    def _seeds_in(self, value: Any) -> Any:
        """An argument with every `EverySeed` as its run, or as the list of its runs where it has several."""
        if isinstance(value, Mapping):
            return {key: self._seeds_in(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._seeds_in(item) for item in value]
        if not isinstance(value, EverySeed):
            return value
        names = next(names for names in self.seeded.values() if names[0] == self._name(value.run))
        runs = [self.runs[name] for name in names]
        return runs if len(runs) > 1 else runs[0]

    def _name(self, run: Call) -> str:
        """What people call a run of the plan."""
        return self._names[self.spec(run).fingerprint]

    def _exhibits(self, name: str, question: Question) -> Iterable[Exhibit]:
        for key, call in question.figures.items():
            given = {argument: self._seeds_in(value) for argument, value in call.arguments.items()}
            yield Exhibit("figures", name, key, call.with_arguments(**given))
        for key, call in question.quantities.items():
            runs = [self.runs[run] for run in self.seeded[name, key]]
            labels = [run.name for run in runs]
            yield Exhibit("quantities", name, key, call.with_arguments(runs=runs, labels=labels))


def _named(values: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """What a figure's argument names, and within a panel what that names."""
    for name, value in values.items():
        yield str(name), value
        if isinstance(value, Mapping):
            yield from ((f"{name}, {inner}", each) for inner, each in value.items())
