"""The README as the package index shows it: links and pictures of the repository by their whole addresses, or none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

#: A link or a picture of Markdown that leads into the repository.
LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)\s]+)\)")


def to_absolute(page: str, repository: str) -> str:
    """A page of Markdown with the links into its repository made absolute.

    >>> to_absolute("![Facts](docs/a.svg) [all](docs/cli.md#run) [up](#start) [UD](https://ud.org)", "https://a.org/n")
    '![Facts](https://a.org/n/raw/main/docs/a.svg) [all](https://a.org/n/blob/main/docs/cli.md#run) [up](#start) [UD](https://ud.org)'
    """

    def absolute(link: re.Match[str]) -> str:
        return f"{link[1]}[{link[2]}]({repository}/{'raw' if link[1] else 'blob'}/main/{link[3]})"

    return LINK.sub(absolute, page)


def to_plain(page: str) -> str:
    """A page of Markdown that names the files of its repository, which has no address, instead of linking to them.

    >>> to_plain("![Facts](docs/a.svg)\\n\\n[all](docs/cli.md#run) [LICENSE](LICENSE) [up](#start) [UD](https://ud.org)")
    'all (`docs/cli.md`) `LICENSE` [up](#start) [UD](https://ud.org)'
    """

    def named(link: re.Match[str]) -> str:
        path = f"`{link[3].partition('#')[0]}`"
        return path if link[2] in link[3] else f"{link[2]} ({path})"

    without_pictures = re.sub(r"^!\[[^\]]*\]\((?![a-z]+:)[^)\s]+\)\n+", "", page, flags=re.MULTILINE)
    return LINK.sub(named, without_pictures)


class ReadmeHook(MetadataHookInterface):
    """Sets ``readme``, which pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the rewritten README into the metadata: by ``Repository`` of ``project.urls``, when there is one."""
        page = Path(self.root, "README.md").read_text("utf-8")
        repository = metadata.get("urls", {}).get("Repository")
        text = to_absolute(page, repository) if repository else to_plain(page)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
