"""The README as the package index shows it: links and pictures of the repository by their whole addresses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


def to_absolute(page: str, repository: str) -> str:
    """A page of Markdown with the links into its repository made absolute.

    >>> to_absolute("![Facts](docs/a.svg) [all](docs/cli.md#run) [up](#start) [UD](https://ud.org)", "https://a.org/n")
    '![Facts](https://a.org/n/raw/main/docs/a.svg) [all](https://a.org/n/blob/main/docs/cli.md#run) [up](#start) [UD](https://ud.org)'
    """

    def absolute(link: re.Match[str]) -> str:
        kind = "raw" if link[1].startswith("!") else "blob"
        return f"{link[1]}({repository}/{kind}/main/{link[2]})"

    return re.sub(r"(!?\[[^\]]*\])\((?![a-z]+:|#)([^)\s]+)\)", absolute, page)


class ReadmeHook(MetadataHookInterface):
    """Sets ``readme``, which pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the rewritten README into the metadata."""
        page = Path(self.root, "README.md").read_text("utf-8")
        text = to_absolute(page, metadata["urls"]["Repository"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
