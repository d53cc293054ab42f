"""``newsfacts rules``: writing rules and words of one's own, and judging them.

Every command reads rules files through :mod:`newsfacts.lexicon` and asks the same matcher as ``extract``. Exit status:
0 all well; 1 the check says no (a file is broken, an example fails, a rule does not match); 2 it could not be done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newsfacts.article import Article
    from newsfacts.language.facts.rules import Example, Rule
    from newsfacts.lexicon import Lexicon
    from newsfacts.record import Fact, Record

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Trouble(click.ClickException):
    """What was asked cannot be done: status 2, so that it is never taken for a check that says no."""

    exit_code = 2


def takes_rules(command: F) -> F:
    """Give a command ``--rules`` and ``--no-rules``, as ``extract`` has them."""
    none = click.option("--no-rules", is_flag=True, help="Use no rules but the package's.")
    named = click.option(
        "--rules", "files", multiple=True, type=click.Path(), metavar="FILE",
        help="Rules files of your own, in place of the newsfacts.toml found here or above. Repeatable.",
    )  # fmt: skip
    return named(none(command))


def resolve_files(files: tuple[str, ...], no_rules: bool) -> tuple[str, ...]:
    """The rules files that ``--rules`` and ``--no-rules`` mean.

    Raises:
        click.UsageError: both were given.
    """
    from newsfacts.lexicon import resolve_rules

    if files and no_rules:
        raise click.UsageError("--rules and --no-rules exclude each other")
    return () if no_rules else resolve_rules(files)


def load_pipeline(files: Iterable[str]) -> Any:
    """The pipeline with these rules files.

    Raises:
        Trouble: one of them is broken.
    """
    import newsfacts

    try:
        return newsfacts.load(tuple(files))
    except newsfacts.RuleError as error:
        raise Trouble(str(error)) from None


@click.group(short_help="Check, test, try and judge rules of your own.")
def rules() -> None:
    """Write rules and words of your own, check, test, try and judge them; look at the package's."""


def _read(files: Iterable[str | Path]) -> Lexicon:
    from newsfacts.lexicon import RuleError, load_lexicon

    try:
        return load_lexicon(files)
    except RuleError as error:
        raise Trouble(str(error)) from None


def _find_files(given: tuple[Path, ...]) -> tuple[str, ...]:
    """The files a command is about: those given, else the one found."""
    from newsfacts.lexicon import FILENAME, resolve_rules

    files = resolve_rules(given)
    if not files:
        raise Trouble(f"there is no {FILENAME} here or in a folder above; name a rules file")
    return files


def _rules_of(lexicon: Lexicon, own: bool) -> list[Rule]:
    from newsfacts.language.facts.rules import read_rules

    return [rule for rule in read_rules(lexicon) if rule.own or not own]


def _find_rule(found: Iterable[Rule], name: str) -> Rule:
    from newsfacts.lexicon.sections import find_near

    known = {rule.name: rule for rule in found}
    if name not in known:
        raise click.UsageError(f"no rule {name!r}{find_near(name, known)}; `newsfacts rules list` names them")
    return known[name]


def _visible(text: str) -> str:
    from newsfacts.display import to_visible

    return to_visible(" ".join(text.split()))


# Looking


@rules.command("list")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
def list_rules(files: tuple[Path, ...]) -> None:
    """List rules: name, type, triggers.

    Those of FILEs; without FILE those of the newsfacts.toml found here or above, then the package's.
    """
    lexicon = _read(resolve_files(tuple(map(str, files)), False))
    for rule in _rules_of(lexicon, bool(files)):
        triggers = (*rule.verbs, *rule.nouns) or rule.annotated
        click.echo(f"{rule.name}\t{rule.type}\t{', '.join(triggers)}")


@rules.command("show")
@click.argument("name")
@click.argument("file", required=False, type=FILE)
@takes_rules
def show_rule(name: str, file: Path | None, files: tuple[str, ...], no_rules: bool) -> None:
    """Show one rule whole, as it would stand in a file."""
    from newsfacts.language.facts.rules import to_toml

    lexicon = _read([file] if file else resolve_files(files, no_rules))
    rule = _find_rule(_rules_of(lexicon, bool(file)), name)
    click.echo(f"# {rule.source}\n{to_toml(rule)}", nl=False)


# Checking


@rules.command("check", short_help="Check that rules files are well-formed.")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
def check_rules(files: tuple[Path, ...]) -> None:
    """Check that rules FILEs are well-formed; status 1 and every reason, with line and column, when they are not.

    Without FILE, the newsfacts.toml found here or above.
    """
    from newsfacts.lexicon import RuleError, load_lexicon

    names = _find_files(files)
    try:
        lexicon = load_lexicon(names)
        if lexicon.annotated:
            import newsfacts

            newsfacts.load(names)
    except RuleError as error:
        for problem in error.problems:
            click.echo(_visible(str(problem)))
        sys.exit(1)
    for source in lexicon.sources:
        counts = ", ".join(_count(len(rows), section) for section, rows in source.table.items() if _is_section(rows))
        click.echo(f"{source.name}: {counts or 'nothing in it'}; well-formed")
    for rule in _rules_of(lexicon, True):
        for advice in _find_advice(rule):
            click.echo(f"{rule.name}: {advice}", err=True)


def _is_section(rows: object) -> bool:
    return isinstance(rows, list) and bool(rows) and isinstance(rows[0], dict)


def _count(number: int, section: str) -> str:
    plural = section[:-1] + "ies" if section.endswith("y") else section + "s"
    return f"{number} {(section if number == 1 else plural).replace('_', ' ')}"


def _find_advice(rule: Rule) -> Iterator[str]:
    from newsfacts.inflection import undo_ed, undo_ing, undo_s

    if not rule.examples and not rule.annotated:
        yield "give it an example it must match"
    if not rule.counterexamples:
        yield "give it a counterexample, a sentence it must not match"
    for kind, triggers, bases in (("verbs", rule.verbs, (undo_ed, undo_ing, undo_s)), ("nouns", rule.nouns, (undo_s,))):
        for trigger in triggers:
            first, _, rest = trigger.partition(" ")
            base = next((b for undo in bases if (b := undo(first)) != first), first)
            if base != first:
                form = f"{base} {rest}".strip()
                yield f"{kind}: {trigger!r} looks like a form of {form!r}; triggers are dictionary forms"


@rules.command("test", short_help="Run the examples of rules files.")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@click.option("--package", is_flag=True, help="Test the package's own rules instead.")
def test_rules(files: tuple[Path, ...], package: bool) -> None:
    """Run the examples and counterexamples of rules FILEs; status 1 when one fails.

    Without FILE, those of the newsfacts.toml found here or above, else the package's.
    """
    from newsfacts.article import Article
    from newsfacts.language.pipeline import to_doc
    from newsfacts.lexicon import resolve_rules
    from newsfacts.wording import join

    names = () if package else resolve_rules(files)
    _read(names)
    nlp = load_pipeline(names)
    # The finder's rules, not the files': annotated sentences have become patterns and examples there.
    found = [rule for rule in nlp.get_pipe("newsfacts_facts").rules if rule.own or not names]
    failed = ran = 0
    for rule in found:
        cases = [(example, example.text) for example in rule.examples]
        for example, text in [*cases, *((None, text) for text in rule.counterexamples)]:
            ran += 1
            doc = nlp(to_doc(nlp, Article(text=text)))
            # A sibling rule of the type may say the same fact more fully, and then stands for both.
            kin = [fact for fact in doc._.facts if fact.type == rule.type]
            own = [fact for fact in kin if fact.rule == rule.name]
            unwanted = "matches, and must not" if own else ""
            problem = unwanted if example is None else _find_failure(example, own or kin)
            if problem:
                failed += 1
                others = join(sorted({fact.rule for fact in doc._.facts} - {rule.name}))
                also = f" (found by {others})" if others and not own else ""
                click.echo(f"{rule.name}: {problem}{also}: {_visible(text)}")
    names_tested = len({rule.name for rule in found})
    click.echo(f"{ran} examples of {_count(names_tested, 'rule')}, {failed} failed")
    if failed:
        click.echo("newsfacts rules try RULE TEXT says why", err=True)
    sys.exit(1 if failed else 0)


def _find_failure(example: Example, hits: list[Fact]) -> str:
    """Why no hit is what the example asks for; empty when one is."""
    if not hits:
        return "does not match"
    reasons = []
    for fact in hits:
        wrong = [
            role for role in ("actor", "recipient") if (want := getattr(example, role)) is not None
            and not _fills(want, [" ".join(a.text.split()) for a in getattr(fact, role)])
        ]  # fmt: skip
        got = {"object": fact.object or "", "place": fact.place.text if fact.place else ""}
        wrong += [
            role for role, text in got.items() if (want := getattr(example, role)) is not None
            and not _fills((want,), [text] if text else [])
        ]  # fmt: skip
        wrong += [
            name for name in ("negated", "modality")
            if (value := getattr(example, name)) is not None and value != getattr(fact, name)
        ]  # fmt: skip
        if not wrong:
            return ""
        reasons.append(f"has another {' and '.join(wrong)}")
    return reasons[0]


def _fills(want: tuple[str, ...], got: list[str]) -> bool:
    """Whether a role holds what the example names, a longer or a shorter phrase for it included."""
    if not want:
        return not got
    return all(any(words in text or text in words for text in got) for words in want)


# Judging


@rules.command("try", short_help="Say what a rule matches in a text.")
@click.argument("name", metavar="RULE")
@click.argument("text")
@click.option("-d", "--date", metavar="YYYY-MM-DD", help="The day of publication.")
@takes_rules
def try_rule(name: str, text: str, date: str | None, files: tuple[str, ...], no_rules: bool) -> None:
    """Say what RULE matches in TEXT (- is standard input), or which of its constraints failed first.

    Status 0 when it matches, 1 when it does not.
    """
    from newsfacts.article import Article
    from newsfacts.language.facts.compilation import try_rule as attempt
    from newsfacts.language.facts.conversion import to_facts
    from newsfacts.language.pipeline import to_doc
    from newsfacts.wording import join

    if text == "-":
        text = sys.stdin.read()
    day = parse_day(date)
    names = resolve_files(files, no_rules)
    _find_rule(_rules_of(_read(names), False), name)
    nlp = load_pipeline(names)
    doc = nlp(to_doc(nlp, Article(text=text, published=day, published_from="option" if day else None)))
    finder = nlp.get_pipe("newsfacts_facts")
    patterns = [rule for rule in finder.rules if rule.name == name]
    said: list[str] = []
    found: list[Fact] = []
    for rule in patterns:
        drafts, reasons = attempt(rule, doc)
        found += to_facts(doc.text, drafts, finder.book.measure)[0]
        said += reasons
    for fact in found:
        click.echo(f"{name} matches “{_visible(fact.trigger.text)}” ({fact.type}, {fact.event})")
        for field, value in _to_fields(fact):
            click.echo(f"    {field}: {_visible(value)}")
    if found:
        if not any(fact.rule == name for fact in doc._.facts):
            at = {fact.trigger.start for fact in found}
            others = sorted({f.rule for f in doc._.facts if f.trigger.start in at or f.type == found[0].type})
            click.echo(f"but in a run {join(others) or 'another rule'} tells it first", err=True)
        return
    click.echo(f"{name} does not match")
    for reason in dict.fromkeys(said):
        click.echo(f"    {_visible(reason)}")
    if not said:
        click.echo(f"    {_visible(_explain_silence(patterns, doc))}")
    sys.exit(1)


def _to_fields(fact: Fact) -> Iterator[tuple[str, str]]:
    for role in ("actor", "recipient"):
        for argument in getattr(fact, role):
            yield role, argument.text + (f" ({argument.ref})" if argument.ref else "")
    plain = {"object": fact.object, "place": fact.place.text if fact.place else None, "mode": fact.mode}
    plain |= {"date": fact.date, "amount": fact.amount, "negated": "yes" if fact.negated else None}
    plain |= {"modality": fact.modality if fact.modality != "actual" else None}
    plain |= {"said by": fact.attribution.source.text if fact.attribution else None}
    yield from ((field, value) for field, value in plain.items() if value)


def _explain_silence(patterns: Iterable[Rule], doc: Doc) -> str:
    """Why no constraint was even looked at: the trigger is not there, or is read as something else."""
    verbs = {verb for rule in patterns for verb in rule.verbs}
    nouns = {noun for rule in patterns for noun in rule.nouns}
    firsts = {trigger.split()[0] for trigger in verbs | nouns}
    for token in doc:
        if token.lemma_.lower() in firsts or token.lower_ in verbs | nouns:
            triggers = f"verbs: {', '.join(sorted(verbs)) or 'none'}; nouns: {', '.join(sorted(nouns)) or 'none'}"
            return f"“{token.text}” is read as {_to_reading(token)}, which is no trigger of the rule ({triggers})"
    read = [f"{t.lemma_.lower()} ({t.pos_.lower()})" for t in doc if t.pos_ in ("VERB", "NOUN")][:20]
    waits, has = ", ".join(sorted(verbs | nouns)), ", ".join(read) or "no verb and no noun"
    return f"its trigger does not occur: it waits for {waits}, and the text has {has}"


def _to_reading(token: Token) -> str:
    words = {"ADJ": "adjective", "PROPN": "name", "AUX": "auxiliary"}
    relation = {"amod": ", before a noun", "compound": ", part of a compound"}.get(token.dep_, "")
    return f"the {words.get(token.pos_, token.pos_.lower())} {token.lemma_.lower()!r}{relation}"


@rules.command("hits", short_help="Show every place where a rule fires.")
@click.argument("name", metavar="RULE")
@click.argument("paths", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(exists=True))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after this many hits.")
@click.option("--width", metavar="N", type=click.IntRange(20, 400), default=100, show_default=True,
              help="Columns of a line.")
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON Lines.")
@takes_rules
def find_hits(
    name: str, paths: tuple[str, ...], limit: int | None, width: int, as_json: bool, files: tuple[str, ...],
    no_rules: bool,
) -> None:  # fmt: skip
    """Show every place where RULE fires in a FOLDER of articles, its trigger in the middle, and count them.

    What to do with it: read fifty lines, count the right ones, and write the share into the rule as its confidence.
    """
    from newsfacts.failure import Failure
    from newsfacts.pieces import extract_article
    from newsfacts.readers import ReadOptions, find_sources, read_source

    names = resolve_files(files, no_rules)
    _find_rule(_rules_of(_read(names), False), name)
    nlp = load_pipeline(names)
    hits = articles = firing = 0
    options = ReadOptions()
    for source in find_sources(paths, options):
        for item in read_source(source, options) if isinstance(source, str) else [source]:
            if isinstance(item, Failure):
                click.echo(f"{item.source}: {_visible(item.message)}", err=True)
                continue
            articles += 1
            record = extract_article(nlp, item)
            found = [fact for fact in record.facts if fact.rule == name]
            firing += bool(found)
            for fact in found:
                hits += 1
                click.echo(_to_json(record, fact) if as_json else _to_line(item, fact, width))
                if hits == limit:
                    break
            if hits == limit:
                break
        if hits == limit:
            break
    click.echo(f"{_count(hits, 'hit')} in {_count(firing, 'article')} of {articles}", err=True)


def _to_line(article: Article, fact: Fact, width: int) -> str:
    """One hit in its context: where, the words around its trigger, and who and whom."""
    text, start, end = article.text, fact.trigger.start, fact.trigger.end
    room = max(8, (width - (end - start) - 2) // 2)
    left = _visible(text[max(0, start - 2 * room) : start])[-room:]
    right = _visible(text[end : end + 2 * room])[:room]
    sides = [", ".join(argument.text for argument in side) for side in (fact.actor, fact.recipient)]
    line = text.count("\n", 0, start) + 1
    marks = [*(["not"] if fact.negated else []), *([fact.modality] if fact.modality != "actual" else [])]
    told = " ".join([*marks, _visible(" → ".join(sides))]).rstrip(" →")
    words = _visible(text[start:end])
    return f"{_visible(article.source)}:{line}: {left:>{room}} [{words}] {right:<{room}} | {told}"


def _to_json(record: Record, fact: Fact) -> str:
    return json.dumps({"source": record.article.source, "fact": fact.model_dump(by_alias=True)}, ensure_ascii=False)


# Writing


@rules.command("new", short_help="Print the rule that annotated sentences give.")
@click.argument("sentences", nargs=-1, required=True, metavar="SENTENCE...")
@click.option("--name", help="Name of the rule; by default its type.")
@click.option("--type", "kind", help="Type of its facts, the contract's or your own; by default x_ and the trigger.")
@click.option("--event", help="Event class of a type of your own; by default that of what the package finds there.")
@takes_rules
def make_rule(
    sentences: tuple[str, ...], name: str | None, kind: str | None, event: str | None, files: tuple[str, ...],
    no_rules: bool,
) -> None:  # fmt: skip
    """Print the rule that annotated SENTENCEs give, ready for a rules file.

    \b
      newsfacts rules new "[Ghana:actor] <hosted> [the Dutch king:recipient] in [Accra:place]"

    Roles are actor, recipient, object, place, date and amount; angle brackets mark what tells the fact.
    """
    import re

    from newsfacts.article import Article
    from newsfacts.language.facts.compilation import CompilationError, compile_rule
    from newsfacts.language.facts.rules import Rule, to_toml
    from newsfacts.language.pipeline import to_doc
    from newsfacts.lexicon.annotation import AnnotationError, read_annotation
    from newsfacts.lexicon.sections import SECTIONS
    from newsfacts.record import EVENT_OF_TYPE

    names = resolve_files(files, no_rules)
    lexicon = _read(names)
    try:
        annotations = [read_annotation(sentence) for sentence in sentences]
    except AnnotationError as error:
        raise Trouble(str(error)) from None
    nlp = load_pipeline(names)
    trigger = " ".join(annotations[0].find("trigger")).lower()
    kind = kind or "x_" + (re.sub(r"[^a-z0-9]+", "_", trigger).strip("_") or "fact")
    name = name or kind.removeprefix("x_")
    known = None
    if kind not in EVENT_OF_TYPE:
        declared = {row["name"]: row["event"] for row in lexicon.rows("fact_type")}
        doc = nlp(to_doc(nlp, Article(text=annotations[0].text)))
        marked = [(mark.start, mark.end) for mark in annotations[0].marks if mark.role == "trigger"]
        known = next((f for f in doc._.facts if any(a <= f.trigger.start < b for a, b in marked)), None)
        event = event or declared.get(kind) or (known.event if known else None)
    if event is None and kind not in EVENT_OF_TYPE:
        classes = ", ".join(sorted(set(EVENT_OF_TYPE.values())))
        raise click.UsageError(f"give {kind} an event class, such as --event CONSULT; the classes are {classes}")
    asked = {"name": name, "type": kind} | ({"event": event} if kind not in EVENT_OF_TYPE else {})
    wrong = [message for key, value in asked.items() for _, message in SECTIONS["rule"].keys[key].check(value)]
    if wrong:
        raise click.UsageError(wrong[0])
    rule = Rule(name, kind, EVENT_OF_TYPE.get(kind) or event, annotated=sentences)  # type: ignore[arg-type]
    try:
        patterns = compile_rule(rule, nlp)
    except CompilationError as error:
        raise Trouble(str(error)) from None
    from dataclasses import replace

    for i, pattern in enumerate(patterns):
        shown = replace(pattern, name=name if i == 0 else f"{name}-{i + 1}")
        click.echo(("\n" if i else "") + to_toml(shown), nl=False)
        click.echo("counterexamples = []  # sentences that must not match")
    if known is not None and not any(rule.name == known.rule for rule in _rules_of(lexicon, True)):
        click.echo(f"the package finds {known.type} ({known.rule}) in that sentence as well", err=True)


def parse_day(date: str | None) -> Any:
    """The day of ``--date``.

    Raises:
        click.UsageError: it is none.
    """
    import datetime as dt

    try:
        return dt.date.fromisoformat(date) if date else None
    except ValueError:
        raise click.UsageError(f"--date {date!r} is no ISO day (YYYY-MM-DD)") from None
