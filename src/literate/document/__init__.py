"""The document: templates and results in, one HTML file and one PDF out."""
