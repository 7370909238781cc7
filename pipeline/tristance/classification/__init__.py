"""A trained model on new text: rows of predictions for articles and tables, and the files that hold them."""
