"""Reads many files in one limited process, as `bot.documents.convert` reads one: loading its libraries takes half a second."""

import base64
import json
import subprocess
import sys


def read_many(files: dict[str, tuple[str, bytes]]) -> dict[str, dict[str, str]]:
    """What the process that reads gives for each file. files: kind and content by name."""
    told = {name: (kind, base64.b64encode(content).decode()) for name, (kind, content) in files.items()}
    program = [sys.executable, "-I", __file__]
    done = subprocess.run(program, input=json.dumps(told), capture_output=True, text=True, check=True)
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    from bot.documents.convert import forbid, limit, load, result
    from bot.documents.docx import Refused

    limit()
    converters = load()
    import bs4  # noqa: F401 (loaded before the door is closed, as there)
    from pdfminer import pdfdocument, pdfpage, pdfparser  # noqa: F401

    forbid()
    given = json.loads(sys.stdin.read())
    print(json.dumps({n: result(k, base64.b64decode(c), converters, Refused) for n, (k, c) in given.items()}))
