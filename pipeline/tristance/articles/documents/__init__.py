"""Documents with mark-up of their own, each to the blocks that ``segmentation`` takes: Markdown, Word and PDF."""
