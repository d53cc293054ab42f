"""Draw the pictures of the README anew from a sample article: ``python docs/make_images.py [--check]``.

``table.svg`` is the terminal table, by rich's own export; ``page.png`` and ``page-phone.png`` are the review page in
Chromium, where one is installed. ``--check`` draws nothing and fails when ``table.svg`` is not what would be drawn.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.padding import Padding

from newsfacts import Article, extract
from newsfacts.record import Record
from newsfacts.writers.html import to_html
from newsfacts.writers.table import Layout

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SAMPLE = ROOT / "data" / "articles" / "kenya-railway.txt"
WIDTH = 110


def to_svg(record: Record, text: str) -> str:
    """The table as a terminal shows it, the same bytes for the same record."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor",
                      legacy_windows=False)
    console.print("[bold green]$[/] extract kenya-railway.txt\n", highlight=False)
    for part in Layout(record, text, WIDTH - 2).to_parts(frozenset({"facts", "officials", "amounts"})):
        console.print(Padding(part, (0, 1)))
    svg = console.export_svg(title="extract", unique_id="newsfacts")
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


def draw_page(page: str, target: Path, width: int, height: int, at: str) -> None:
    """A picture of the page in Chromium, a fact chosen."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print(f"no chromium: {target.name} is left as it is", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, "utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                 "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                 f"--user-data-dir={folder}/profile", f"--window-size={width},{height}", f"--screenshot={target}"]
        subprocess.run([chromium, *flags, path.as_uri() + at], check=True, capture_output=True, timeout=60)


def main() -> int:
    """Draw or check; the exit status."""
    text = SAMPLE.read_text("utf-8")
    record = extract(Article(text=text, source=SAMPLE.name))
    svg = to_svg(record, text)
    target = IMAGES / "table.svg"
    if "--check" in sys.argv[1:]:
        if target.read_text("utf-8") == svg:
            return 0
        print("docs/images/table.svg is stale: run python docs/make_images.py", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    target.write_text(svg, "utf-8")
    page = to_html([(record, text)])
    chosen = next((fact.id for fact in record.facts if fact.amount), "f1")
    draw_page(page, IMAGES / "page.png", 1280, 860, f"#0/{chosen}")
    draw_page(page, IMAGES / "page-phone.png", 500, 1000, "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
