"""The command `desk`: one module per verb."""

from crawler.cli.main import main as main  # where the `desk` of an older installation looks for it
