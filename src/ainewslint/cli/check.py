"""`ainewslint check`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import click

from ainewslint import __version__
from ainewslint.cache import Cache
from ainewslint.cache.location import open_cache
from ainewslint.cache.settings import SettingsReader
from ainewslint.cli.check_options import check_options
from ainewslint.cli.common import (
    EXIT_FAILURE,
    EXIT_FINDINGS,
    EXIT_OK,
    RunError,
    articles,
    output_stream,
    speak,
    wants_color,
)
from ainewslint.cli.completion import complete_files
from ainewslint.cli.gate import Gate
from ainewslint.config import SettingsResolver
from ainewslint.diagnostics import Severity
from ainewslint.report import FileReport, Summary
from ainewslint.reporters import APART, Rendering, ReporterOptions, make_reporter
from ainewslint.rules.base import LinkOutcome
from ainewslint.run_options import RunOptions
from ainewslint.runner import Runner


@click.command()
@click.argument("paths", nargs=-1, shell_complete=complete_files)
@check_options
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Lint files and folders (default: the working folder); `-` reads standard input.

    Exit codes: 0 nothing at or above --fail-on, 1 findings (or, with --diff, something would
    change), 2 the run could not be done as asked.
    """
    if options.pop("watch"):
        from ainewslint.cli.watch import watch

        paths = paths or (".",)
        ctx.exit(watch(lambda: _Check(paths, options), paths, options))
    ctx.exit(_Check(paths or (".",), options).run())


class _Check:
    """One call of the command."""

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        self.paths = paths
        self.options = options
        names = ("select", "ignore", "extend_select", "fail_on", "profile", "language")
        overrides = {name: options[name] for name in names}
        config = Path(options["config"]) if options["config"] else None
        read = None if options["no_cache"] else SettingsReader(options["cache_dir"])
        self.resolver = SettingsResolver(
            overrides, config=config, isolated=options["isolated"], read=read
        )
        self.settings = self.resolver.for_path(self._base())
        self.language = speak(None, self.settings.language)
        self.gate = Gate(options, self.settings, self.resolver, stdin=paths == ("-",))
        self.filters: list[Callable[[FileReport], FileReport]] = [self.gate]
        self.summary = Summary()
        self.statistics: Counter[tuple[str, str]] = Counter()
        self.fixable: Counter[str] = Counter()
        self.failed = False
        self.changed = False

    def _base(self) -> str:
        """The path whose settings hold for the run itself."""
        if self.paths == ("-",):
            return str(self.options["stdin_filename"] or ".")
        return self.paths[0] if len(self.paths) == 1 else "."

    def run(self, files: Sequence[str] | None = None) -> int:
        """Lint, report, and say how it went; all files of the command, or these of them."""
        if "-" in self.paths:
            if self.paths != ("-",):
                raise RunError("`-` (standard input) cannot be mixed with other paths")
            return self._run_stdin()
        if files is None:
            files = self.gate.files(articles(self.paths, self.settings, self.options))
        with output_stream(self.options["output_file"]) as stream:
            options = self._run_options(stream, [(path, None) for path in files])
            runner = Runner(self.resolver, options, self._cache())
            self._report(self._filtered(runner.run(files)), stream)
        self.gate.finish()
        if runner.cache is not None and runner.cache.problem and self.options["verbose"]:
            print(f"ainewslint: nothing was cached: {runner.cache.problem}", file=sys.stderr)
        return self._exit_code()

    def _cache(self) -> Cache | None:
        if self.options["no_cache"] or self.options["online"]:  # what the network says is no fact
            return None
        return open_cache(self.settings, self.options["cache_dir"])

    def find(self) -> list[str]:
        """The articles that the command names. Raises RunError."""
        return articles(self.paths, self.settings, self.options, tells=False)

    def _run_options(self, stream: IO[str], read: Sequence[tuple[str, bytes | None]]) -> RunOptions:
        options = self.options
        return RunOptions(
            fix=options["fix"],
            unsafe_fixes=options["unsafe_fixes"],
            diff=options["diff"],
            color=wants_color(options["color"], stream),
            jobs=options["jobs"],
            rendering=self._rendering(stream),
            link_outcomes=self._link_outcomes(read),
        )

    def _listing(self) -> bool:
        return not (self.options["diff"] or self.options["statistics"])

    def _rendering(self, stream: IO[str]) -> Rendering | None:
        """How files are written, where nothing but their findings decides on it."""
        name = self.options["output_format"]
        if name not in APART or self.gate.active or self.options["fix"] or not self._listing():
            return None
        options = replace(self._reporter_options(stream), quiet=False)  # the summary is no file's
        return Rendering(name, options)

    def _reporter_options(self, stream: IO[str]) -> ReporterOptions:
        return ReporterOptions(
            color=wants_color(self.options["color"], stream),
            verbose=self.options["verbose"],
            quiet=self.options["quiet"],
            version=__version__,
            language=self.language,
            # Not asked for in vain: a run that is all known loads no rules.
            registry=None if self.options["output_format"] in APART else self.settings.registry,
        )

    def _link_outcomes(self, read: Sequence[tuple[str, bytes | None]]) -> Mapping[str, LinkOutcome]:
        """What the network says of the articles' links; nothing without --online."""
        options = self.options
        if not options["online"]:
            return {}
        from ainewslint.cli.network import ask_for_check

        return ask_for_check(
            read,
            self.resolver,
            options["cache_dir"],
            use_cache=not options["no_cache"],
            quiet=options["quiet"],
        )

    def _run_stdin(self) -> int:
        """Lint standard input; with --fix the fixed text goes out, the findings to stderr."""
        name = self.options["stdin_filename"] or "<stdin>"
        data = sys.stdin.buffer.read()
        with output_stream(self.options["output_file"]) as stream:
            runner = Runner(self.resolver, self._run_options(stream, [(name, data)]))
            report = runner.check_data(data, name)
            fixes = self.options["fix"] and not self.options["diff"]
            if report.new_text is None:
                report.new_text = data.decode("utf-8", "replace")
            if fixes:
                stream.write(report.new_text)
            self._report(self._filtered([report]), sys.stderr if fixes else stream)
        return self._exit_code()

    def _filtered(self, reports: Iterable[FileReport]) -> Iterable[FileReport]:
        """The reports as the gate and the reader see them: each filter maps one to another."""
        for one in self.filters:
            reports = map(one, reports)
        return reports

    def _report(self, reports: Iterable[FileReport], stream: IO[str]) -> None:
        options = self.options
        reporter = make_reporter(options["output_format"], stream, self._reporter_options(stream))
        listing = self._listing()
        if listing:
            reporter.start()
        for report in reports:
            self._count(report)
            if options["diff"] and report.diff:
                stream.write(report.diff)
            elif listing:
                written = report.written()
                if written is None:
                    reporter.file(report)
                else:
                    stream.write(written)
        if options["statistics"]:
            self._print_statistics(stream)
        if listing:
            reporter.finish(self.summary)

    def _count(self, report: FileReport) -> None:
        self.summary.add(report)
        self.changed = self.changed or bool(report.diff)
        if self.options["statistics"]:
            for entry in report.entries:
                self.statistics[entry.code, entry.name] += 1
                if entry.fix and entry.fix.applicability == "safe":
                    self.fixable[entry.code] += 1
        for line in (*report.failures, *(() if self.options["quiet"] else report.notes)):
            print(f"ainewslint: {line}", file=sys.stderr)
        # Without a crash the findings are not looked at: they may still be packed.
        crashed = [one for one in report.entries if one.code == "NL005"] if report.crashes else []
        for entry in crashed:
            print(f"ainewslint: {entry.path}: {entry.message}", file=sys.stderr)
        if self.options["verbose"]:
            sys.stderr.writelines(report.crashes)
        self.failed = self.failed or bool(crashed or report.failures or report.crashes)

    def _print_statistics(self, stream: IO[str]) -> None:
        from ainewslint.reporters.base import summary_line

        columns = len(str(max(self.statistics.values(), default=0)))
        for (code, name), count in sorted(
            self.statistics.items(), key=lambda one: (-one[1], one[0])
        ):
            mark = "[*]" if self.fixable[code] else "   "
            stream.write(f"{count:>{columns}}  {code}  {mark}  {name}\n")
        stream.write(summary_line(self.summary) + "\n")
        stream.writelines(f"{line}\n" for line in self.gate.progress())

    def _exit_code(self) -> int:
        if self.failed:
            return EXIT_FAILURE
        if self.options["exit_zero"]:
            return EXIT_OK
        if self.options["diff"]:
            return EXIT_FINDINGS if self.changed else EXIT_OK
        fail_on, worst = self.settings.fail_on, self.summary.worst()
        if fail_on == "never" or worst is None:
            return EXIT_OK
        return EXIT_FINDINGS if worst >= Severity.parse(fail_on) else EXIT_OK
