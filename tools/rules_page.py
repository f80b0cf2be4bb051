"""Write docs/rules.md from the rules themselves: ``python tools/rules_page.py``."""

from pathlib import Path

from digest.checks.manual import page

if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "rules.md").write_text(page(), encoding="utf-8")
