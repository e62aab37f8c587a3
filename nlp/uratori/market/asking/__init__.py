"""From a claim to the question that is put to the data: whose number it is, of what time."""
