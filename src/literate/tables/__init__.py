"""Tables, one file a kind: a view of the numbers that a page may quote, so that table and prose cannot differ."""
