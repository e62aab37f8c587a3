"""What the words around a number say: from when, of what, whether it is meant."""
