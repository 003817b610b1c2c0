"""Every rule there is: built in, from packs, and from plugins; and which of them a run wants.

A built-in rule's file name says its code and name (`rules/links/lk001_empty_link.py` is LK001,
empty-link), so that a rule nobody asked for is never imported.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import BaseRule

RULE_GROUP = "ainewslint.rules"
PACK_GROUP = "ainewslint.packs"
_FILE = regex(r"([a-z]+)(\d{3})_([a-z0-9_]+)")
_CODE = regex(r"[A-Z]+\d+")


class UnknownRuleError(ValueError):
    """A selector that matches no rule; `suggestion` is the nearest that does."""

    def __init__(self, selector: str, suggestion: str | None) -> None:
        super().__init__(selector)
        self.selector = selector
        self.suggestion = suggestion


class PluginError(RuntimeError):
    """An installed plugin that cannot be loaded or that takes a code already in use."""


@record
class Registry:
    """Rules by code. Built-in ones are imported when first asked for."""

    modules: dict[str, str] = field(default_factory=dict)  # code -> module of a built-in rule
    names: dict[str, str] = field(default_factory=dict)  # name -> code
    _rules: dict[str, type[BaseRule]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """All codes, sorted."""
        return sorted({*self.modules, *self._rules})

    def add(self, rule: type[BaseRule]) -> None:
        """Take a rule in. Raises PluginError where its code or name is taken."""
        if rule.code in self.modules or rule.code in self._rules:
            raise PluginError(f"rule code {rule.code} is already taken")
        if rule.name in self.names:
            raise PluginError(f"rule name {rule.name} is already taken by {self.names[rule.name]}")
        self._rules[rule.code] = rule
        self.names[rule.name] = rule.code

    def rule(self, code: str) -> type[BaseRule]:
        """The rule of a code. Raises KeyError for an unknown one."""
        found = self._rules.get(code)
        if found is None:
            found = self._rules[code] = _load(self.modules[code], code)
        return found

    def find(self, code_or_name: str) -> type[BaseRule]:
        """The rule of a code (in any case) or name. Raises UnknownRuleError."""
        code = self.names.get(code_or_name.lower(), code_or_name.upper())
        if code not in self.modules and code not in self._rules:
            raise UnknownRuleError(code_or_name, self.suggest(code_or_name))
        return self.rule(code)

    def rules(self) -> Iterator[type[BaseRule]]:
        """All rules, by code."""
        for code in self.codes:
            yield self.rule(code)

    def suggest(self, selector: str) -> str | None:
        """The code or name nearest to a misspelt one."""
        import difflib

        near = difflib.get_close_matches(selector.upper(), self.codes, 1, 0.7)
        near = near or difflib.get_close_matches(selector.lower(), self.names, 1, 0.6)
        return near[0] if near else None

    def matching(self, selector: str) -> list[str]:
        """Codes that a selector (code, prefix, name or ALL) names. Raises UnknownRuleError."""
        if selector == "ALL":
            return self.codes
        code = self.names.get(selector.lower())
        if code:
            return [code]
        upper = selector.upper()
        found = [code for code in self.codes if code.startswith(upper)]
        if not upper or not found:
            raise UnknownRuleError(selector, self.suggest(selector))
        return found

    def default_codes(self) -> set[str]:
        """The codes that run without any selection."""
        return {code for code in self.codes if self.rule(code).default}

    def resolve(
        self, select: Sequence[str] | None, ignore: Iterable[str], extend: Iterable[str] = ()
    ) -> frozenset[str]:
        """The codes a run wants; the more specific selector wins, `ignore` wins a tie.

        `select` None means the default selection. Raises UnknownRuleError.
        """
        chosen: dict[str, tuple[int, bool]] = {}
        if select is None:
            chosen = dict.fromkeys(self.default_codes(), (0, True))
        for selectors, wanted in (((*(select or ()), *extend), True), (ignore, False)):
            for selector in selectors:
                for code in self.matching(selector):
                    weight = self._specificity(selector)
                    if weight > chosen.get(code, (-1,))[0] or (
                        weight == chosen[code][0] and not wanted
                    ):
                        chosen[code] = (weight, wanted)
        return frozenset(code for code, (_, wanted) in chosen.items() if wanted)

    def _specificity(self, selector: str) -> int:
        if selector == "ALL":
            return 0
        return 100 if selector.lower() in self.names else len(selector)


def covers(selector: str, rule_code: str, rule_name: str) -> bool:
    """Whether a code, prefix, name or ALL names this rule."""
    return selector in ("ALL", rule_name) or rule_code.startswith(selector.upper())


def _load(module: str, code: str) -> type[BaseRule]:
    namespace = vars(importlib.import_module(module))
    for value in namespace.values():
        if isinstance(value, type) and getattr(value, "code", None) == code:
            return value
    raise LookupError(f"{module} holds no rule {code}")


@functools.cache
def _builtin_modules() -> Mapping[str, tuple[str, str]]:
    """Code -> (module, name) of every built-in rule, from file names alone."""
    found = {}
    root = Path(__file__).parent / "rules"
    for folder in sorted(root.iterdir()):
        if folder.is_dir():
            for file in sorted(folder.glob("*.py")):
                match = _FILE.fullmatch(file.stem)
                if match:
                    module = f"ainewslint.rules.{folder.name}.{file.stem}"
                    code = match[1].upper() + match[2]
                    found[code] = (module, match[3].replace("_", "-"))
    return found


def builtin_registry() -> Registry:
    """The built-in rules alone, without packs and plugins."""
    registry = Registry()
    for code, (module, name) in _builtin_modules().items():
        registry.modules[code] = module
        registry.names[name] = code
    return registry


def load_registry(pack_files: Iterable[Path] = (), *, plugins: bool = True) -> Registry:
    """Built-in rules, bundled packs, installed plugins and the user's packs.

    Raises PluginError for a plugin and PackError for a pack that cannot be used.
    """
    from ainewslint.packs import bundled_packs, load_pack

    registry = builtin_registry()
    files = [*bundled_packs(), *pack_files]
    if plugins and has_entry_points():
        _add_plugins(registry, files)
    for file in files:
        for rule in load_pack(file):
            registry.add(rule)
    return registry


def _add_plugins(registry: Registry, files: list[Path]) -> None:
    from importlib.metadata import entry_points

    for point in entry_points(group=RULE_GROUP):
        try:
            loaded = point.load()
            for rule in loaded() if not isinstance(loaded, type) else [loaded]:
                registry.add(rule)
        except Exception as error:
            raise PluginError(f"plugin {point.name} ({point.value}): {error}") from error
    for point in entry_points(group=PACK_GROUP):
        try:
            loaded = point.load()
            files.extend(map(Path, loaded() if callable(loaded) else loaded))
        except Exception as error:
            raise PluginError(f"plugin {point.name} ({point.value}): {error}") from error


def has_entry_points() -> bool:
    """Whether any installed distribution names our groups.

    importlib.metadata costs 40 ms to import and parses every distribution; most
    installations have no plugin, which reading the files for our name shows in 2 ms.
    """
    for entry in dict.fromkeys(sys.path):
        try:
            for folder in Path(entry or ".").glob("*-info"):
                points = folder / "entry_points.txt"
                if points.is_file() and b"[ainewslint." in points.read_bytes():
                    return True
        except OSError:
            continue
    return False
