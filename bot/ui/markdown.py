"""Text that is shown as written: on the page a dollar sign is a dollar sign, and a user's markup is text."""

import re

# what Markdown would turn into a link by itself; an invisible joiner keeps it text
_LINK = re.compile(r"://|\bwww\.|\S@\S")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:&^=])")


def shown(text: str) -> str:
    """Our own Markdown, safe for a page that reads `$…$` as mathematics and `:name:` as an icon.

    >>> shown("owed $150,000, sold for $100,000")
    'owed \\\\$150,000, sold for \\\\$100,000'
    """
    return text.replace("$", r"\$")


def literal(text: str) -> str:
    """A user's text, every character shown as typed and no markup obeyed.

    >>> literal("<script>$1</script>")
    '\\\\<script\\\\>\\\\$1\\\\</script\\\\>'
    """
    unlinked = _LINK.sub(lambda m: "".join(c + "\u2060" * (c in ":.@") for c in m.group()), text)
    return _SPECIAL.sub(r"\\\1", unlinked).replace("\n", "  \n")
