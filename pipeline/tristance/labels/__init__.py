"""Hand labels: a codebook and three plain tables in a folder, and what is derived from them."""
