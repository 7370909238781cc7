"""An evaluation as one page that opens offline and prints, and as figures and tables for a paper."""
