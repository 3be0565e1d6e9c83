"""The experiments: data sets, models, losses, training. They know nothing of the report."""
