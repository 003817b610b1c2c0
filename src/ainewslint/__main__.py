"""`python -m ainewslint`."""

from ainewslint.cli import main

main()
