"""Does a kill -9 during `check --fix` leave every article whole?

    python evaluation/kill_during_fix.py FOLDER [--files 500] [--kills 40] [--seed 1]

Copies the first articles of FOLDER, fixes one copy to the end to learn what each file becomes,
then starts the command on the old files again and again and kills it, workers and all, at a
random moment of the time that the whole run took. After each kill every file must be the old one
or the new one, byte for byte, and nothing may lie about that a later run would lint. At last a
run that nobody kills must end at the new files. Exits 1 where one does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ainewslint.discovery import Discovery

COMMAND = (sys.executable, "-m", "ainewslint", "check", "--fix", "--unsafe-fixes", "--isolated")
COMMAND += ("--no-cache", "--no-ignore", "--exit-zero", "--quiet", "--statistics")


def start(folder: Path) -> subprocess.Popen[bytes]:
    """The command on a folder, leader of a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by name."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def damage(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    """What is neither old nor new, and what should not be there."""
    found = contents(folder)
    for name, before in old.items():
        if name not in found:
            yield f"{name}: lost"
        elif found[name] not in (before, new[name]):
            yield f"{name}: neither the old article nor the new one ({len(found[name])} bytes)"
    linted = {Path(one).name for one in Discovery(use_ignore_files=False).files([str(folder)])}
    yield from (f"{name}: left behind, and would be linted" for name in linted - old.keys())


def restore(folder: Path, old: dict[str, bytes]) -> None:
    """The old files, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in old.items():
        (folder / name).write_bytes(data)


def main() -> int:
    """Kill, look, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    files = sorted(options.folder.rglob("*.md"))[: options.files]
    old = {f"{number:05}.md": file.read_bytes() for number, file in enumerate(files)}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        restore(folder, old)
        began = time.monotonic()
        start(folder).wait()
        whole, new = time.monotonic() - began, contents(folder)
        changing = sum(new[name] != data for name, data in old.items())
        print(f"{len(old)} articles, {changing} change, {whole:.1f} s; {options.kills} kills")
        bad, halfway, leftovers = [], 0, 0
        for number in range(1, options.kills + 1):
            restore(folder, old)
            process = start(folder)
            time.sleep(chance.uniform(0.0, whole))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            found = contents(folder)
            written = sum(found.get(name) != data for name, data in old.items())
            halfway += 0 < written < changing
            leftovers += len(found) - len(old)
            bad += (f"kill {number}: {one}" for one in damage(folder, old, new))
        start(folder).wait()
        bad += (f"at last: {name} is not the new one" for name in new if not _is(folder, name, new))
    print(f"{halfway} kills halfway, {leftovers} hidden temporary files left, {len(bad)} damaged")
    print("\n".join(bad[:40]))
    return 1 if bad else 0


def _is(folder: Path, name: str, new: dict[str, bytes]) -> bool:
    return (folder / name).read_bytes() == new[name]


if __name__ == "__main__":
    sys.exit(main())
