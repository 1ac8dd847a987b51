"""What figures are made of; `lossviz.figures` holds the figures themselves."""
