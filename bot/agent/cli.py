"""`shortfall model`: what the configured chat model can do."""

import typer

from bot.settings import get_settings

app = typer.Typer(help="The chat model that may speak in place of the built-in engine.", no_args_is_help=True)


@app.callback()
def model() -> None:
    """Keep `check` a command of its own: typer makes a single command the whole app."""


@app.command("check")
def model_check() -> None:
    """Make one small call for each feature that is needed and say what works.

    Exit status: 0 if all that is needed works, 1 if something does not, 2 if no model is set.
    """
    from bot.agent.modelcheck import check_model  # noqa: PLC0415 (other commands do not wait for it)

    report = check_model(get_settings())
    print(report.text())
    raise typer.Exit(report.status)
