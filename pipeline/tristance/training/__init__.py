"""From labels to a model: folds by article, the choice of parameters within them, the fit with scikit-learn."""
