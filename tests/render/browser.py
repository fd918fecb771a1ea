"""A page in a real browser, driven by playwright: Debian's chromium, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Literal

from playwright.sync_api import Page, sync_playwright

CHROMIUM = which("chromium") or "/usr/bin/chromium"

Scheme = Literal["light", "dark"]


@contextmanager
def opened(
    folder: Path, page: str, width: int = 1280, scheme: Scheme = "light", *, policy: bool = True
) -> Iterator[Page]:
    """The page in a window `width` CSS pixels wide. Without `policy` scripts of a test may be put into it."""
    target = folder / "opened.html"
    target.write_text(page, encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=not policy
        )
        seen = context.new_page()
        seen.goto(target.as_uri())
        yield seen
        browser.close()
