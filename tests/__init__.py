"""The tests of uratori; the folders mirror nlp/uratori."""
