"""The figures of a report: each a function from scores to a drawing, none with a state of its own."""
