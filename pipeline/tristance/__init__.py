"""The stance of each paragraph of an article, by a small classifier that is trained on labelled paragraphs."""

__version__ = "0.1.0"
