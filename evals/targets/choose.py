"""From a name on the command line to a target."""

from bot.errors import ShortfallError
from evals.targets.base import Target


def choose_target(name: str) -> Target:
    """The target of a name: `built-in`, `model:provider:name`, or an address.

    Raises ShortfallError for any other name, or where the model cannot be used.
    """
    if name == "built-in":
        from evals.targets.built_in import BuiltIn  # noqa: PLC0415 (each target loads only what it needs)

        return BuiltIn()
    if name.startswith(("http://", "https://")):
        from evals.targets.http import Http  # noqa: PLC0415

        return Http(name)
    if name.startswith("model:"):
        from evals.targets.model import Model  # noqa: PLC0415

        return Model(name.removeprefix("model:"))
    raise ShortfallError(
        f"There is no target {name!r}. Use built-in, model:provider:name (as in model:ollama:llama3), or an http:// address."
    )
