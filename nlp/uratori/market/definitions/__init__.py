"""What a figure can mean: each definition with its series, its formula and its rounding."""
