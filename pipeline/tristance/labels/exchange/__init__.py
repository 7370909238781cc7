"""Labels from and for other tools: tables, doccano, Label Studio.

What is exported is what stands, and importing it into a new folder gives the same labels. All formats are read into the
same records, which are checked as a whole before the first row is written.
"""

from tristance.labels.exchange.exporting import export_file
from tristance.labels.exchange.importing import import_file

__all__ = ["export_file", "import_file"]
