"""The command `desk`: one module per verb."""

from crawler.cli.desk import main as main  # what the script `desk` calls
