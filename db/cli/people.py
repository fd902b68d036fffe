"""The first administrator, and the audit of what people did."""

from datetime import date
from pathlib import Path

import click

from db.accounts import auditing
from db.accounts.links import create_admin
from db.cli.command import OUTPUT, day, hand_over, main, operator, ready, with_store


@main.command("create-admin")
@click.argument("name")
@click.option("--display-name", help="The person's name; the sign-in name where not given.")
@with_store
def create_admin_command(name: str, display_name: str | None) -> None:
    """Make an administrator who signs in as NAME; the password is asked for."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    made = create_admin(ready(), operator(), name, display_name or name, password)
    click.echo(f"{made.name} is an administrator.")


@main.command("audit")
@OUTPUT
@day("--since", "since", "From this day of the office on.")
@with_store
def audit_command(output: Path | None, since: date | None) -> None:
    """Print the audit as CSV: what was done, when and by whom."""
    hand_over(auditing.hand_out(ready(), operator(), since), output)


@main.command("prune")
@with_store
def prune_command() -> None:
    """Delete what is older than XIESHOU_AUDIT_DAYS of audit, sessions and attempts to sign in."""
    gone = auditing.prune(ready(), operator())
    click.echo(f"{gone:,} rows of the audit deleted.")
