"""Losses, one file each: embeddings or logits and labels in, a scalar out."""
