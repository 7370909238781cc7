"""The trained model: what a text becomes, the frozen arrays that score it, and the files that hold them.

Nothing here imports scikit-learn: it fits a model (see ``training``), and is not needed to use one.
"""
