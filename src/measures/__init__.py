"""Measures of classifiers in NumPy alone, so that a grader can recompute every number without torch."""
