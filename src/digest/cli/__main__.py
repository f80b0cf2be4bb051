"""``python -m digest.cli`` is the command ``digest``."""

from digest.cli import main

main(prog_name="digest")
