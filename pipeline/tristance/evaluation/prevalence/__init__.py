"""The shares of tags in a classified corpus, corrected for the classifier's errors."""
