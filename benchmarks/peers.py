"""The linters to compare with, each installed in an environment of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Peer:
    """How to install a linter, and how to call it on files; in `call`, {cache} is a folder.

    `warm` are the arguments that make it keep what it found; `most` is how many files it is
    given: some need minutes where others need seconds.
    """

    name: str
    package: str
    call: tuple[str, ...]
    warm: tuple[str, ...] = ()
    cold: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    most: int = 600

    def install(self, home: Path) -> bool:
        """Install it unless it is there; whether that worked."""
        if not self.program(home).exists():
            folder = home / self.name
            commands: list[Sequence[str]] = []
            if self.package.startswith("npm:"):
                npm = shutil.which("npm") or "npm"
                package = self.package.removeprefix("npm:")
                commands.append([npm, "install", "--silent", "--prefix", str(folder), package])
            else:
                venv.create(folder, with_pip=True)
                python = str(folder / "bin/python")
                commands.append([python, "-m", "pip", "install", "--quiet", self.package])
            for command in commands:
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    print(f"{self.name} cannot be installed: {done.stderr[-200:]}", file=sys.stderr)
        return self.program(home).exists()

    def program(self, home: Path) -> Path:
        """Its executable."""
        folder = "node_modules/.bin" if self.package.startswith("npm:") else "bin"
        return home / self.name / folder / self.call[0]

    def command(self, home: Path, more: Sequence[str], cache: Path) -> list[str]:
        """The command, to which file names are added."""
        words = [word.format(cache=cache) for word in (*self.call[1:], *more)]
        return [str(self.program(home)), *words]


PEERS = (
    Peer(
        "rumdl",
        "rumdl",
        ("rumdl", "check"),
        warm=("--cache-dir", "{cache}"),
        cold=("--no-cache",),
        silent=("--silent",),
        most=10**6,
    ),
    Peer("markdownlint-cli2", "npm:markdownlint-cli2", ("markdownlint-cli2",), most=10**6),
    Peer("pymarkdown", "pymarkdownlnt", ("pymarkdown", "scan")),
    Peer("proselint", "proselint", ("proselint", "check")),
)
