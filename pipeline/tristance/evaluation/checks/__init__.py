"""What a reader of scores has to be warned of: each check takes what it judges, and returns the warnings that it finds.

A code is raised in one place, and explained in ``evaluation/explanations``.
"""
