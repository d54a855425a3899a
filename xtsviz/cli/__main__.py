"""``python -m xtsviz.cli``: the command line without its script."""

from xtsviz.cli import main

if __name__ == "__main__":
    main()
