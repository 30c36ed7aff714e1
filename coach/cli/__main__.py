"""`python -m coach.cli`."""

from coach.cli import main

# Worker processes import this file again under another name.
if __name__ == "__main__":
    main()
