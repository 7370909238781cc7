"""The tables of a report, each a function from what was measured: to show, and as files."""
