"""Two models on the same paragraphs: is one better, and may it take the place of the other."""
