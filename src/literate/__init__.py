"""The engine of the literate build: calls, results, figures, pages. It never imports torch."""
