"""`python -m db`: the commands of the store, and those that make papers from it."""

from db.cli import main
from papers.commands import pack

__all__ = ["main"]

main.add_command(pack)

if __name__ == "__main__":
    main()
