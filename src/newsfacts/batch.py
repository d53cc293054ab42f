"""Many articles: workers, order, time limits, and what went wrong with which.

Articles go in as an iterator and come out as one, in the same order, with only a bounded window between, so that
memory does not grow with their number. A worker is a process of its own that loads the model once; when it dies or
takes too long, the article it was working on becomes a :class:`~newsfacts.failure.Failure` and a new worker starts.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from newsfacts.article import Article, Unread
from newsfacts.failure import Failure, Item

if TYPE_CHECKING:
    from spacy.language import Language

    from newsfacts.pieces import Look
    from newsfacts.record import Record

T = TypeVar("T")
#: Characters that take about as long to extract as a worker takes to start: each has at least as much to do.
WORTH = 30_000
#: Characters that an article counts for beside its own: its reading and writing.
PER_ARTICLE = 200
#: Articles between the reader and the writer, for each worker: enough to keep all busy while one is slow.
WINDOW = 16
#: Bytes of articles, or about as many characters, beyond which no further one is read ahead.
MOST_AHEAD = 64 * 2**20
#: Articles a worker has at hand, so that it does not wait for us between two of them.
AHEAD = 2
#: Workers that may die one after another without finishing anything before it is the installation that is at fault.
DEATHS = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides a record beside the article itself.

    Attributes:
        date: the publication day of every article, which wins over their own.
        layers: the layers to keep, or None for all.
        min_confidence: facts below it are left out.
        rules: users' rules files, and ``rules_version``, a hash of what they held when the run began.
    """

    date: dt.date | None = None
    layers: frozenset[str] | None = None
    min_confidence: float = 0.0
    rules: tuple[str, ...] = ()
    rules_version: str = ""

    def to_key(self) -> str:
        """The settings as text, the same for the same settings."""
        layers = "all" if self.layers is None else ",".join(sorted(self.layers))
        rules = f" rules={self.rules_version}" if self.rules else ""
        return f"date={self.date} only={layers} min_confidence={self.min_confidence:g}{rules}"


def to_settings(
    date: str | dt.date | None, layers: Iterable[str] | None, min_confidence: float, rules: tuple[str, ...]
) -> Settings:
    """Settings of what a user says.

    Raises:
        ValueError: ``date`` is no ISO day, there is no such layer, or a rules file is broken (a ``RuleError``).
    """
    from newsfacts.lexicon import load_lexicon
    from newsfacts.record import LAYERS

    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    kept = None if layers is None else frozenset(layers)
    if kept is not None and (unknown := sorted(kept - set(LAYERS))):
        raise ValueError(f"no layer {', '.join(map(repr, unknown))}; the layers are {', '.join(LAYERS)}")
    return Settings(day, kept, min_confidence, rules, load_lexicon(rules).version)


@dataclass(frozen=True, slots=True)
class Ready:
    """A line of an earlier run that stands for its article: nothing is left to do."""

    article: Article | Unread
    line: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker made of an unread article: the article, with its record or failure."""

    article: Article
    result: Record | Failure


Task = Article | Unread | Failure | Ready
Outcome = tuple[Task, "Record | Failure | None"]
#: What a worker runs: says None when it is ready, takes articles from the connection as they come (see :func:`receive`)
#: and sends back, in their order, a Record or a Failure for each, in a :class:`Made` where it was unread.
Work = Callable[[Connection, Settings], None]


class FatalError(RuntimeError):
    """Nothing can be done at all; the message says why."""


def to_versions() -> dict[str, str]:
    """The versions that decide a record: package, model, lexicon (a hash of its files) and schema."""
    import json
    from importlib import resources

    from newsfacts import __version__
    from newsfacts.failure import SCHEMA_VERSION

    package = resources.files("newsfacts")
    try:
        described = package.joinpath("language", "model", "meta.json").read_bytes()
        meta = json.loads(described)  # it also has the scores, which tell one training of a version from another
        model = f"{meta['lang']}_{meta['name']} {meta['version']} {hashlib.sha256(described).hexdigest()[:16]}"
    except (OSError, ValueError, KeyError):
        model = "missing"
    lexicon = hashlib.sha256()
    for name, data in sorted(_find_lexicon_files(package.joinpath("lexicon"))):
        lexicon.update(name.encode() + b"\0" + data + b"\0")
    return {
        "newsfacts": __version__, "model": model, "lexicon": lexicon.hexdigest()[:16], "schema": SCHEMA_VERSION,
    }


def _find_lexicon_files(folder: Any, below: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _find_lexicon_files(entry, f"{below}{entry.name}/")
        elif entry.name.endswith((".jsonl", ".toml")):
            yield below + entry.name, entry.read_bytes()


def to_record(article: Article, settings: Settings, look: Look | None = None) -> Record | Failure:
    """One article's record. Whatever goes wrong inside is this article's Failure, never an exception.

    Args:
        article: as read.
        settings: what decides the record.
        look: is shown each Doc with its record.
    """
    from newsfacts.pieces import to_blank_record
    from newsfacts.selection import select

    if settings.date is not None:
        article = replace(article, published=settings.date, published_from="option")
    try:
        if not article.text.strip():
            return to_blank_record(article)
        nlp = load(settings)
        record = _extract(nlp, article) if look is None else _extract(nlp, article, look)
        return select(record, settings.layers, settings.min_confidence)
    except MemoryError:
        return Failure(article.source, "memory", "not enough memory for this article", "use fewer --jobs")
    except Exception as error:  # the pipeline must not cost the other articles
        return Failure(
            article.source, "bug", f"{type(error).__name__}: {error}",
            "this is a bug in newsfacts: please report it with the article",
        )


def make(task: Article | Unread, settings: Settings, look: Look | None = None) -> Record | Failure | Made:
    """Read an article that is not read yet, and make its record."""
    if isinstance(task, Article):
        return to_record(task, settings, look)
    article = read_part(task)
    return article if isinstance(article, Failure) else Made(article, to_record(article, settings, look))


def read_part(unread: Unread) -> Item:
    """The article of a part of an input. Whatever goes wrong inside is its Failure, never an exception."""
    from newsfacts.readers import make_item

    try:
        return make_item(unread)
    except MemoryError:
        return Failure(unread.source, "memory", "not enough memory for this article", "use fewer --jobs")
    except Exception as error:  # a reader must not cost the other articles
        return Failure(
            unread.source, "bug", f"{type(error).__name__}: {error}",
            "this is a bug in newsfacts: please report it with the input",
        )


def _extract(nlp: Any, article: Article, look: Look | None = None) -> Record:
    from newsfacts.pieces import extract_article

    return extract_article(nlp, article, look)


def process(
    tasks: Iterable[Task], settings: Settings, jobs: int = 1, timeout: float | None = None, work: Work | None = None,
    look: Look | None = None,
) -> Iterator[Outcome]:  # fmt: skip
    """Turn articles into records, in their order.

    Args:
        tasks: articles, read or not; what is no article passes through in its place.
        settings: what decides the records.
        jobs: worker processes; 1 without a time limit works in this process, up to the first page: what parses pages
            holds an interpreter for seconds, in which it would answer to no signal.
        timeout: seconds one article may take, or None.
        work: what a worker process runs; the default extracts.
        look: is shown each Doc with its record, which keeps the work in this process.

    Yields:
        each task with its record, its failure, or None for a :class:`Ready` line; one that was unread as its article.

    Raises:
        FatalError: the model cannot be loaded.
    """
    if look is not None or (jobs <= 1 and timeout is None):
        return _process_here(tasks, settings, look)
    return Crew(settings, max(1, jobs), timeout, work).process(tasks)


def _process_here(tasks: Iterable[Task], settings: Settings, look: Look | None) -> Iterator[Outcome]:
    from newsfacts.readers import PAGES

    tasks = iter(tasks)
    loaded = False
    for task in tasks:
        if isinstance(task, Unread):
            if task.format in PAGES and look is None:
                yield from Crew(settings, 1, None).process(chain([task], tasks))
                return
            task = read_part(task)
        if isinstance(task, Article):
            if task.text.strip() and not loaded:
                with uncollected():
                    load(settings)
                loaded = True
            yield task, to_record(task, settings, look)
        else:
            yield task, task if isinstance(task, Failure) else None


def load(settings: Settings) -> Language:
    """The pipeline with the rules of the run, loaded once.

    Raises:
        FatalError: it cannot be loaded, or the rules are no longer what they were when the run began.
    """
    import newsfacts

    try:
        return _load_with_rules(settings.rules, settings.rules_version) if settings.rules else newsfacts.load()
    except FatalError:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {error}".split(". ")[0]
        raise FatalError(f"the language model cannot be loaded: {why}; `newsfacts doctor` looks into it") from error


@lru_cache(maxsize=1)
def _load_with_rules(rules: tuple[str, ...], version: str) -> Language:
    import newsfacts
    from newsfacts.lexicon import load_lexicon

    if load_lexicon(rules).version != version:
        raise FatalError("the rules files changed after the run began; start it again")
    return newsfacts.load(rules)


@contextmanager
def uncollected() -> Iterator[None]:
    """What is made meanwhile stays for good: looking for garbage in it costs a tenth of the start, then and later."""
    thresholds = gc.get_threshold()
    gc.set_threshold(0)  # spaCy's readers switch the collector on again, so that disabling it does not last
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*thresholds)


def extract_tasks(connection: Connection, settings: Settings) -> None:
    """The life of a worker that extracts."""

    def prepare() -> None:
        with uncollected():
            load(settings)

    serve(connection, lambda task: make(task, settings), prepare)


def serve(
    connection: Connection, do: Callable[[Any], object], prepare: Callable[[], None] = lambda: None
) -> None:
    """The life of a worker: prepare, say so, then do one task after another until the pipe closes.

    Args:
        connection: the pipe to the parent.
        do: what becomes of a task; it raises nothing.
        prepare: what is to be done first; its :class:`FatalError` reaches the parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    tasks: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=receive, args=(connection, tasks), daemon=True).start()
    try:
        try:
            prepare()
        except FatalError as error:
            connection.send(error)
            return
        connection.send(None)
        while True:
            connection.send(do(tasks.get()))
    except OSError:
        return


def receive(connection: Connection, articles: SimpleQueue[Any]) -> None:
    """Take in what the parent sends while the last article is still at work, so that it never waits to send.

    A parent that was killed cannot stop its workers: the end of its messages does.
    """
    try:
        while True:
            articles.put(connection.recv())
    except (EOFError, OSError):
        os._exit(1)


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """A process started within is not reached by Ctrl-C before it has said what it does with it; ours comes after."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its own start would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """A process started within does not run the user's script again: it has no use for it, and it may have no guard."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@dataclass(slots=True)
class _Slot:
    """A place in the output: filled at once, or when its worker is done."""

    task: Task
    result: Record | Failure | None = None
    done: bool = False
    size: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    ready: bool = False
    #: What it has at hand, the first of which it is at work on since ``since``.
    slots: deque[_Slot] = field(default_factory=deque)
    since: float = 0.0


class Crew:
    """The workers of one run, or of several with the same settings.

    Args:
        settings: what decides the records.
        jobs: worker processes.
        timeout: seconds one article may take, or None.
        work: what a worker runs.
        stays: the workers wait for the next run when one has come to its end, until :meth:`stop`.
    """

    def __init__(
        self, settings: Settings, jobs: int, timeout: float | None, work: Work | None = None, stays: bool = False
    ) -> None:
        self._settings = settings
        self._jobs = jobs
        self._timeout = timeout
        self._work = work or extract_tasks
        self._stays = stays
        # spawn: a fork would copy threads' locks and the other workers' pipes
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[_Slot] = deque()
        self._deaths = 0

    def process(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What :func:`process` does."""
        window: deque[_Slot] = deque()
        held = 0  # what the articles of the window have together
        source = iter(tasks)
        exhausted = done = False
        try:
            while True:
                while not exhausted and len(window) < WINDOW * self._jobs and (held < MOST_AHEAD or not window):
                    task = next(source, None)
                    if task is None:
                        exhausted = True
                        break
                    window.append(self._to_slot(task))
                    held += window[-1].size
                    self._hand_out()
                    if window[0].done:
                        break
                while window and window[0].done:
                    slot = window.popleft()
                    held -= slot.size
                    yield slot.task, slot.result
                if exhausted and not window:
                    done = True
                    return
                if self._waiting or any(worker.slots for worker in self._workers):
                    self._collect(0.0 if window and window[0].done else None)
        finally:
            if not (done and self._stays):
                self.stop()

    def _to_slot(self, task: Task) -> _Slot:
        """A task's place in the output; an article that is work waits for a worker."""
        if not isinstance(task, (Article, Unread)):
            return _Slot(task, task if isinstance(task, Failure) else None, done=True)
        if isinstance(task, Article) and not task.text.strip():
            return _Slot(task, to_record(task, self._settings), done=True)
        slot = _Slot(task, size=task.size if isinstance(task, Unread) else len(task.text))
        self._waiting.append(slot)
        if len(self._workers) < min(self._jobs, len(self._waiting)):
            self._start()
        return slot

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=self._work, args=(theirs, self._settings), daemon=True)
        with _ctrl_c_held_back(), _without_main():
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, since=time.monotonic()))

    def _hand_out(self) -> None:
        """Give each worker something to do, and something to go on with while there is enough for all."""
        for ahead in range(AHEAD):
            for worker in list(self._workers):
                if worker.ready and len(worker.slots) == ahead and len(self._waiting) > ahead * self._jobs:
                    self._send(worker, self._waiting.popleft())

    def _send(self, worker: _Worker, slot: _Slot) -> None:
        if not worker.slots:
            worker.since = time.monotonic()
        worker.slots.append(slot)
        try:
            worker.connection.send(slot.task)
        except OSError:  # it is dead, which is noticed when it is listened to
            if len(worker.slots) == 1:  # it died idle: the article is not to blame
                self._waiting.appendleft(worker.slots.pop())
                self._bury(worker, None)

    def _collect(self, patience: float | None) -> None:
        """Wait for a worker to say something, to die, or to run out of time."""
        if patience is None and self._timeout is not None:
            ends = [worker.since + self._timeout for worker in self._workers if worker.slots]
            patience = max(0.0, min(ends) - time.monotonic()) if ends else None
        speaking = wait([worker.connection for worker in self._workers], patience)
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.connection in speaking:
                self._listen(worker)
            elif worker.slots and self._timeout is not None and now - worker.since >= self._timeout:
                self._bury(worker, Failure(
                    _source(worker.slots[0]), "timeout", f"took longer than {self._timeout:g} seconds",
                    "give it more time with --timeout",
                ))
        self._hand_out()

    def _listen(self, worker: _Worker) -> None:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            failure = Failure(
                _source(worker.slots[0]), "killed", f"its worker {_death(worker.process.exitcode)}",
                "it may have run out of memory: use fewer --jobs",
            ) if worker.slots else None
            self._bury(worker, failure)
            return
        if isinstance(said, FatalError):
            raise said
        if not worker.ready:
            worker.ready = True
        elif worker.slots:
            slot = worker.slots.popleft()
            if isinstance(said, Made):
                slot.task, said = said.article, said.result
            slot.result, slot.done = said, True
            worker.since = time.monotonic()
            self._deaths = 0

    def _bury(self, worker: _Worker, failure: Failure | None) -> None:
        """Take leave of a worker; ``failure`` is what became of the article it was at, and the rest waits again."""
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        if worker.slots and failure:
            slot = worker.slots.popleft()
            slot.result, slot.done = failure, True
        elif not worker.ready:
            self._deaths += 1
            if self._deaths >= DEATHS:
                why = _death(worker.process.exitcode)
                raise FatalError(f"the workers cannot start: the last one {why}; try --jobs 1, or `newsfacts doctor`")
        self._waiting.extendleft(reversed(worker.slots))
        self._start()

    def stop(self) -> None:
        """End the workers, and forget what they were at."""
        self._waiting.clear()
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()


def _source(slot: _Slot) -> str:
    return slot.task.article.source if isinstance(slot.task, Ready) else slot.task.source


def _death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        try:
            return f"was killed by {signal.Signals(-exitcode).name}"
        except ValueError:
            return f"was killed by signal {-exitcode}"
    return f"ended with status {exitcode}"


def resolve_jobs(wanted: int | None, tasks: Iterator[T], many: bool) -> tuple[int, Iterator[T]]:
    """How many workers: each more needs as much text as its start costs, so that more are never slower than one.

    Args:
        wanted: ``--jobs``, the most to use; 0 or None is every core.
        tasks: the articles; some are looked at and given back.
        many: whether the inputs can hold more than a few; where they cannot be looked at (a pipe), what is wanted is
            taken.
    """
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    most = wanted or cores
    if most == 1 or not many:
        return wanted or 1, tasks
    looked_at: list[T] = []
    size = 0
    for item in tasks:
        looked_at.append(item)
        size += PER_ARTICLE + _to_size(item)
        if size >= most * WORTH and (len(looked_at) >= most or size >= MOST_AHEAD):
            return most, chain(looked_at, tasks)
    return max(1, min(size // WORTH, len(looked_at))), iter(looked_at)


def _to_size(item: object) -> int:
    """Characters to extract, or the bytes they are still to be read from."""
    if isinstance(item, Article):
        return len(item.text)
    return item.size if isinstance(item, Unread) else 0
