"""How good a model is: scores with intervals by article, beside the baselines and the annotators' agreement."""
