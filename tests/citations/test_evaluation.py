"""The floors that the project's own labelled articles must keep."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_floors() -> None:
    command = [sys.executable, "-m", "evaluation", "citations", "-v"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
