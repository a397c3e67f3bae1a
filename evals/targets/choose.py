"""From a name on the command line to a target."""

from bot.errors import ShortfallError
from evals.targets.base import Target


def choose_target(name: str) -> Target:
    """The target of a name: `built-in`, `model:provider:name`, `bare:provider:name`, or an address.

    Raises ShortfallError for any other name, or where the model cannot be used.
    """
    if name == "built-in":
        from evals.targets.built_in import BuiltIn  # noqa: PLC0415 (each target loads only what it needs)

        return BuiltIn()
    if name.startswith(("http://", "https://")):
        from evals.targets.http import Http  # noqa: PLC0415

        return Http(name)
    if name.startswith("model:"):
        from evals.targets.with_model import WithModel  # noqa: PLC0415

        return WithModel(name.removeprefix("model:"))
    if name.startswith("bare:"):
        from evals.targets.bare import Bare  # noqa: PLC0415

        return Bare(name.removeprefix("bare:"))
    raise ShortfallError(
        f"There is no target {name!r}. Use built-in, model:provider:name for Shortfall with that model (as in "
        "model:ollama:llama3), bare:provider:name for the model by itself, or an http:// address."
    )
