"""Writes every generated file: rule pages, the README's table, schemas, compiled messages.

python scripts/generate.py            write
python scripts/generate.py --check    exit 1 where a file is not what it would be
"""

from __future__ import annotations

import gettext
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ainewslint.config_file import ConfigModel, config_schema
from ainewslint.messages import LANGUAGES, _, activate
from ainewslint.packs.loader import pack_schema
from ainewslint.registry import load_registry
from ainewslint.rule_page import page, sections
from ainewslint.rules.base import BaseRule

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src/ainewslint/locale"
GROUPS = {
    "FM": "Front matter",
    "ID": "Identity",
    "ST": "Structure",
    "CI": "Citations",
    "AI": "Assistant leftovers",
    "BM": "Claims and benchmarks",
    "LK": "Links",
    "TX": "Text and Chinese typography",
    "CX": "Across articles",
    "NL": "The linter's own",
}
EXAMPLES = ("blog", "newsletter")
OUTPUT = re.compile(r"(<!-- output: generated -->\n).*?(<!-- /output -->)", re.DOTALL)
SETTINGS = re.compile(r"(<!-- settings: generated -->\n).*?(<!-- /settings -->)", re.DOTALL)
MARKERS = re.compile(r"(<!-- rules: generated -->\n).*?(<!-- /rules -->)", re.DOTALL)


def summary(rule: type[BaseRule]) -> str:
    """A rule's first line, fit for a table cell."""
    text = sections(rule).get("", "").split("\n\n")[0].replace("\n", " ")
    return text.replace("|", "\\|")


def table(rules: list[type[BaseRule]], link: str) -> Iterator[str]:
    """The rules as Markdown tables, a group each."""
    for prefix, title in GROUPS.items():
        group = [rule for rule in rules if rule.code.startswith(prefix)]
        if not group:
            continue
        yield f"\n### {_(title)} ({prefix})\n\n"
        yield _("| code | name | severity | fix | reports |") + "\n|---|---|---|---|---|\n"
        for rule in group:
            severity = _(rule.severity.label) + ("" if rule.default else _(", off"))
            fix = _(rule.fixable.value) if rule.fixable else ""
            code = f"[{rule.code}]({link.format(code=rule.code)})"
            yield f"| {code} | {rule.name} | {severity} | {fix} | {summary(rule)} |\n"


def compiled_messages(folder: Path) -> bytes:
    """The .po files of a language as one .mo file."""
    merged = Catalog(locale=folder.parent.name)
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=folder.parent.name):
                if message.id and message.string and not message.fuzzy:
                    merged.add(message.id, message.string)
    buffer = io.BytesIO()
    write_mo(buffer, merged)
    return buffer.getvalue()


def run_example(name: str, *options: str) -> str:
    """What `ainewslint check` prints in an example's folder."""
    command = [sys.executable, "-m", "ainewslint", "check", "--language", "en", *options]
    done = subprocess.run(
        command,
        cwd=ROOT / "examples" / name,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == 2:
        raise SystemExit(done.stderr)
    return done.stdout


def settings_table() -> str:
    """The keys of a configuration file, from the model that reads it."""
    lines = [_("| key | default | meaning |"), "|---|---|---|"]
    for name, field in ConfigModel.model_fields.items():
        default = field.get_default(call_default_factory=True)
        if default is not None and not isinstance(default, (str, list, dict)):
            default = ""  # a table of its own
        shown = "" if default in (None, "") else f"`{json.dumps(default)}`"
        meaning = _(field.description or "")
        lines.append(f"| `{name.replace('_', '-')}` | {shown} | {meaning} |")
    return "\n".join(lines) + "\n"


def site_pages(rules: list[type[BaseRule]], language: str) -> Iterator[tuple[Path, bytes]]:
    """The pages of the site that are made, in a language."""
    activate(language)
    suffix = "md" if language == "en" else f"{language}.md"
    for rule in rules:
        yield ROOT / f"docs/rules/{rule.code}.{suffix}", (page(rule) + "\n").encode()
    index = f"# {_('Rules')}\n" + "".join(table(rules, "{code}.md"))
    yield ROOT / f"docs/rules/index.{suffix}", index.encode()
    file = ROOT / f"docs/configuration.{suffix}"
    keys = settings_table()
    yield file, SETTINGS.sub(lambda m: m[1] + keys + m[2], file.read_text("utf-8")).encode()


def catalogues() -> dict[Path, bytes]:
    """The compiled messages, which the other generated files are written with."""
    return {
        folder / "ainewslint.mo": compiled_messages(folder)
        for folder in sorted(LOCALE.glob("*/LC_MESSAGES"))
    }


def generated() -> dict[Path, bytes]:
    """Every other generated file's content."""
    registry = load_registry(plugins=False)
    rules = list(registry.rules())
    files: dict[Path, bytes] = {}
    for language in LANGUAGES:
        files.update(site_pages(rules, language))
    activate("en")
    readme = ROOT / "README.md"
    if readme.exists():
        listed = "".join(table(rules, "docs/rules/{code}.md"))
        text = MARKERS.sub(lambda m: m[1] + listed + "\n" + m[2], readme.read_text("utf-8"))
        shown = run_example("blog", "--select", "CI001,AI001,LK009,FM015")
        text = OUTPUT.sub(lambda m: f"{m[1]}```text\n{shown}```\n{m[2]}", text)
        files[readme] = text.encode()
    schemas = {"config": config_schema(rules), "rule-pack": pack_schema()}
    for name, schema in schemas.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        files[ROOT / f"schemas/{name}.schema.json"] = text.encode()
    for name in EXAMPLES:
        files[ROOT / f"examples/{name}/expected.txt"] = run_example(name).encode()
    return files


def same(path: Path, content: bytes) -> bool:
    """Whether a file is what it should be; a catalogue's header has a date and is not compared."""
    if path.suffix != ".mo":
        return path.read_bytes() == content
    old, new = (gettext.GNUTranslations(io.BytesIO(data)) for data in (path.read_bytes(), content))
    return {**old._catalog, "": ""} == {**new._catalog, "": ""}  # type: ignore[attr-defined]


def stale(files: dict[Path, bytes]) -> list[Path]:
    """Those that are not what they should be."""
    return [path for path, data in files.items() if not path.exists() or not same(path, data)]


def write(files: dict[Path, bytes]) -> None:
    """Write those that are not what they should be."""
    for path in stale(files):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
        print(f"wrote {path.relative_to(ROOT)}")


def main() -> int:
    """Write, or with --check compare."""
    messages = catalogues()
    check = "--check" in sys.argv[1:]
    wrong = stale(messages)
    if not check:
        write(messages)
    files = generated()
    orphans = sorted(set((ROOT / "docs/rules").glob("*.md")) - set(files))
    if check:
        wrong += [*stale(files), *orphans]
        for path in wrong:
            print(f"{path.relative_to(ROOT)} is not up to date: run python scripts/generate.py")
        return 1 if wrong else 0
    write(files)
    for path in orphans:
        path.unlink()
        print(f"removed {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
