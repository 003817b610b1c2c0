"""What the commands share: exit codes, output, errors as one clear line."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ainewslint.config import Settings
    from ainewslint.discovery import Discovery

EXIT_OK, EXIT_FINDINGS, EXIT_FAILURE = 0, 1, 2


class RunError(click.ClickException):
    """A run that cannot be done as asked: one line on standard error, exit 2."""

    exit_code = EXIT_FAILURE

    def show(self, file: IO[Any] | None = None) -> None:
        """The line."""
        click.echo(f"ainewslint: {self.format_message()}", file=file or sys.stderr, err=True)


def run_guarded(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command; whatever happens, the answer is an exit code and at most one line."""
    from ainewslint.config import ConfigError

    _use_utf8()
    # An article is a tree of some thousand nodes that is dropped whole: with Python's thresholds
    # a quarter of a run is spent on looking for garbage in it. See `Runner.check_and_keep`.
    gc.set_threshold(1_000_000, 20, 50)
    verbose = "--verbose" in (sys.argv[1:] if arguments is None else arguments)
    try:
        code = command.main(
            args=None if arguments is None else list(arguments),
            prog_name="ainewslint",
            standalone_mode=False,
        )
        return _flushed(code if isinstance(code, int) else EXIT_OK)
    except click.exceptions.Exit as stop:
        return _flushed(stop.exit_code)
    except click.ClickException as error:
        error.show()
        return EXIT_FAILURE
    except click.Abort:
        return _say("stopped", 130)
    except ConfigError as error:
        return _say(str(error))
    except BrokenPipeError:
        # The reader of a pipe has seen enough (`| head`); nothing is left to tell it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FINDINGS
    except KeyboardInterrupt:
        return _say("stopped", 130)
    except Exception as error:
        if verbose:
            traceback.print_exc()
        hint = "" if verbose else " (--verbose shows where)"
        return _say(f"{type(error).__name__}: {error}{hint}")


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _say(f"output cannot be written: {(error.strerror or str(error)).lower()}")
    return code


def _say(message: str, code: int = EXIT_FAILURE) -> int:
    with contextlib.suppress(OSError):
        print(f"ainewslint: {message}", file=sys.stderr)
    return code


def _use_utf8() -> None:
    """Write UTF-8 whatever the locale says; articles are Chinese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def comma_separated(
    _ctx: click.Context, _param: click.Parameter, value: Sequence[str]
) -> tuple[str, ...] | None:
    """`--select A,B --select C` as one tuple; None where not given."""
    if not value:
        return None
    return tuple(word.strip() for one in value for word in one.split(",") if word.strip())


def wants_color(choice: str, stream: IO[str]) -> bool:
    """Whether to write ANSI colours: the option, then NO_COLOR and FORCE_COLOR, then a terminal.

    https://no-color.org, https://force-color.org
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextlib.contextmanager
def output_stream(path: str | None) -> Iterator[IO[str]]:
    """Standard output, or a file that is written whole or not at all (see `atomic`).

    Raises RunError.
    """
    if path is None:
        yield sys.stdout
        return
    from ainewslint.atomic import replacing

    try:
        # What is there and no regular file (/dev/null, a pipe) is written to, not replaced.
        special = os.path.exists(path) and not os.path.isfile(path)
        with open(path, "wb") if special else replacing(path) as file:
            stream = io.TextIOWrapper(
                file, encoding="utf-8", errors="backslashreplace", newline="\n"
            )
            yield stream
            stream.detach()  # flushed, but not closed: that is for the file's own `with`
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"{path}: cannot be written: {reason}") from None


def discovery_of(settings: Settings, options: Mapping[str, Any]) -> Discovery:
    """How a command with `file_options` looks for articles."""
    from ainewslint.discovery import Discovery

    return Discovery(
        exclude=(*settings.exclude, *(options["exclude"] or ())),
        force_exclude=options["force_exclude"],
        use_ignore_files=not options["no_ignore"],
    )


def articles(
    paths: Sequence[str], settings: Settings, options: Mapping[str, Any], *, tells: bool = True
) -> list[str]:
    """The articles that a command's paths name; `tells` where there are none. Raises RunError."""
    from ainewslint.discovery import NoSuchPathError

    try:
        files = discovery_of(settings, options).files(paths)
    except NoSuchPathError as error:
        raise RunError(f"{error}: no such file or folder") from None
    if tells and not files:
        tell_of_none()
    return files


def tell_of_none() -> None:
    """Say that there is no article where one was looked for."""
    print("ainewslint: no articles found (*.md, *.markdown)", file=sys.stderr)


def speak(choice: str | None, configured: str = "auto") -> str:
    """Activate the language of the option, the configuration or the environment; returns it."""
    from ainewslint.messages import activate, preferred_language

    wanted = choice or configured
    spoken = preferred_language() if wanted == "auto" else wanted
    activate(spoken)
    return spoken


def together(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Options as one decorator, in the order of the help page."""

    def decorate(function: Any) -> Any:
        for one in reversed(options):
            function = one(function)
        return function

    return decorate


file_options = together(
    click.option(
        "--exclude",
        multiple=True,
        callback=comma_separated,
        metavar="GLOB",
        help="Leave out what matches.",
    ),
    click.option(
        "--force-exclude", is_flag=True, help="Leave it out even where named on the command line."
    ),
    click.option("--no-ignore", is_flag=True, help="Do not honour .gitignore."),
)
language_option = click.option(
    "--language",
    type=click.Choice(["en", "zh", "auto"]),
    help="Language of the messages (default: configuration, then the environment).",
)
config_option = click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Use this configuration file.",
)
isolated_option = click.option("--isolated", is_flag=True, help="Ignore configuration files.")
