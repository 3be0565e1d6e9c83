"""The plan of the report: its data sets, backbones and questions."""
