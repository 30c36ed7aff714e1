"""`python -m coach.cli`."""

from coach.cli import main

main()
