"""Writes the pages and data that are made from the code; with --check it only says which are out of date."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.ask import Parameter, Question
from kg.ask import questions as named
from kg.cli import main
from ontology import terms
from server.ontology_page import Entry, drawing, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
WIDTH = 100


def commands() -> str:
    """What `kg --help` and each command's `--help` print."""
    context = click.Context(main, info_name="kg", terminal_width=WIDTH, **main.context_settings)
    parts = [
        "# Commands\n\nMade from the commands themselves by `make docs`.\n",
        f"## kg\n\n{_help(main, context)}",
    ]
    return "\n".join([*parts, *_of_group(main, context)])


def _of_group(group: click.Group, context: click.Context) -> Iterator[str]:
    """Each command of a group, and below it those of a group within it."""
    for name, command in group.commands.items():
        inner = click.Context(command, parent=context, info_name=name, terminal_width=WIDTH)
        yield f"## {inner.command_path}\n\n{_help(command, inner)}"
        if isinstance(command, click.Group):
            yield from _of_group(command, inner)


NOT_ANSWERED = """\
## What is answered in part

All of the 24 questions that the graph is made for have an answer. Four have a part of it: of 2, `milestones` has no
stage of its own for an extension, only the words; of 9, `origins` gives a trigger only where one is stated, which no
reading does yet; of 10, `reactions` gives what is quoted, and no deeds; of 24, `without-fact` looks at the sentences
that are quoted as evidence, and not at the rest of the text.
"""


def questions() -> str:
    """Each named question: its title, its parameters, a command that asks it, and its file."""
    head = (
        "# Questions\n\nMade from `ontology/questions` by `make docs`. Each question is a file of SPARQL,\n"
        "`kg ask NAME` and [/questions/NAME](http.md). Beside it lies its answer on the bundled articles, as CSV.\n"
    )
    return "\n".join([head, *(_question(each) for each in named()), NOT_ANSWERED])


def _question(it: Question) -> str:
    files = f"[query](../ontology/questions/{it.name}.rq), [answer](../ontology/questions/{it.name}.csv)"
    rows = [f"| `{each.name}` | {each.kind} | {each.meaning} | {each.default or ''} |" for each in it.parameters]
    table = ["| parameter | type | meaning | default |", "|---|---|---|---|", *rows, ""] if rows else []
    given = (shlex.quote(f"{name}={value}") for name, value in it.example.items())
    command = f"    kg ask {' '.join([it.name, *given])}"
    lines = [f"## {it.name}", "", it.title, f"(Question {it.answers}: {files}.)", "", *table, command, ""]
    return "\n".join(lines)


def vocabulary() -> str:
    """Every term with all that the ontology says of it."""
    head = (
        "# The ontology\n\nMade from `ontology/newsgraph.ttl` and `alignments.ttl` by `make docs`; `ng:` is "
        f"`{terms.NG}`.\nThe page `/ontology` shows the same, and gives Turtle, JSON-LD and RDF/XML.\n\n"
        "![The classes and the properties that start from them](ontology.svg)\n"
    )
    parts = [head]
    for section in sections():
        parts.append(f"## {section.title}\n")
        parts += [_term(each) for each in section.entries]
    return "\n".join(parts)


def _term(it: Entry) -> str:
    ends = f"{_joined(it.domain) or 'anything'} → {_joined(it.range) or 'anything'}" if it.domain or it.range else ""
    rows = {
        "example": it.example,
        "note": it.note,
        "backwards": it.inverse,
        "traits": ", ".join(it.traits),
        "a kind of": _joined(it.above),
        "kinds of it": _joined(it.below),
        "from → to": ends,
    }
    lines = [f"### ng:{it.name}", "", f"*{it.label}* – {it.definition}", ""]
    lines += [f"- {name}: {value}" for name, value in rows.items() if value]
    lines += [f"- {how} `{other}`{f': {why}' if why else ''}" for how, other, why in it.matches]
    return "\n".join([*lines, ""])


def _joined(names: tuple[str, ...]) -> str:
    return ", ".join(f"`ng:{name}`" if "://" not in name else f"`{name}`" for name in names)


def catalogue() -> str:
    """The questions as linked data: each a `sh:SPARQLExecutable` with its parameters (SHACL-AF, section 5)."""
    root = terms.NG.removesuffix("ontology#")
    used = sorted({prefix for each in named() for prefix, _ in _PREFIX.findall(each.sparql)})
    lines = [
        "# The named questions, made from ontology/questions by `make docs`: each a query with typed parameters.",
        "",
        f"@base <{root}> .",
        *(f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in _CATALOGUE_PREFIXES.items()),
        "",
        "<questions> a owl:Ontology ;",
        '    dcterms:title "The named questions of Newsgraph"@en ;',
        "    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .",
        "",
    ]
    for prefix in used:
        lines += [
            f"<questions#prefix-{prefix}>",
            f"    sh:prefix {_turtle(prefix)} ;",
            f'    sh:namespace "{terms.PREFIXES[prefix]}"^^xsd:anyURI .',
            "",
        ]
    declared = ", ".join(f"<questions#prefix-{prefix}>" for prefix in used)
    lines += ["<questions#prefixes>", f"    sh:declare {declared} .", ""]
    return "\n".join([*lines, *(_executable(each) for each in named())])


def _executable(it: Question) -> str:
    select = "\n".join(line for line in it.sparql.splitlines() if not line.startswith(("# ", "PREFIX"))).strip()
    lines = [
        f"<questions/{it.name}> a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;",
        f"    dcterms:identifier {_turtle(it.name)} ;",
        f"    rdfs:label {_turtle(it.title)}@en ;",
        f"    rdfs:comment {_turtle(it.title)}@en ;",
        f"    schema:keywords {_turtle(f'competency question {it.answers}')} ;",
        *(f"    sh:parameter <questions/{it.name}#{each.name}> ;" for each in it.parameters),
        "    sh:prefixes <questions#prefixes> ;",
        f"    sh:select {_turtle(select)} .",
        "",
    ]
    return "\n".join([*lines, *(_described(it, number, each) for number, each in enumerate(it.parameters))])


def _described(it: Question, order: int, parameter: Parameter) -> str:
    """A parameter as a `sh:Parameter`; its path names the variable."""
    kind = _DATATYPES.get(parameter.kind)
    lines = [
        f"<questions/{it.name}#{parameter.name}> a sh:Parameter ;",
        f"    sh:path <questions#{parameter.name}> ;",
        f"    sh:name {_turtle(parameter.name)} ;",
        f"    sh:description {_turtle(parameter.meaning)}@en ;",
        f"    sh:datatype xsd:{kind} ;" if kind else "    sh:nodeKind sh:IRI ;",
        *([f"    sh:defaultValue {_turtle(parameter.default)} ;"] if parameter.default is not None else []),
        f"    schema:valueRequired {str(parameter.default is None).lower()} ;",
        f"    skos:example {_turtle(it.example[parameter.name])} ;",
        f"    sh:order {order} .",
        "",
    ]
    return "\n".join(lines)


def _turtle(text: str) -> str:
    """A string of Turtle, a long one where it has lines."""
    if "\n" in text:
        escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        return f'"""{escaped}\n"""'
    return json.dumps(text, ensure_ascii=False)


_PREFIX = re.compile(r"^PREFIX (\w+): <([^>]+)>", re.MULTILINE)
_DATATYPES = {"date": "date", "integer": "integer", "string": "string"}
_CATALOGUE_PREFIXES = {
    name: terms.PREFIXES.get(name, "http://www.w3.org/ns/shacl#")
    for name in ("dcterms", "owl", "rdfs", "schema", "sh", "skos", "xsd")
}


def _help(command: click.Command, context: click.Context) -> str:
    lines = command.get_help(context).splitlines()
    return "".join(f"    {line}".rstrip() + "\n" for line in lines)


PAGES = {
    "docs/cli.md": commands,
    "docs/questions.md": questions,
    "docs/ontology.md": vocabulary,
    "docs/ontology.svg": drawing,
    "ontology/questions.ttl": catalogue,
}


def update(*, check: bool) -> list[str]:
    """Write the pages that differ, or only name them."""
    stale = []
    for name, make in PAGES.items():
        page, text = HERE.parent / name, make()
        if not page.exists() or page.read_text() != text:
            stale.append(name)
            if not check:
                page.write_text(text)
    return stale


if __name__ == "__main__":
    only_check = "--check" in sys.argv[1:]
    names = update(check=only_check)
    for each in names:
        sys.stderr.write(f"{each} {'is out of date: make docs' if only_check else 'written'}\n")
    raise SystemExit(1 if names and only_check else 0)
