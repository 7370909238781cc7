"""Pure functions on arrays: scores, agreement, intervals, calibration. Nothing here knows files, texts or models.

Tags are integers 0 … k-1 in the codebook's order. A group is the integer of a paragraph's article.
"""
