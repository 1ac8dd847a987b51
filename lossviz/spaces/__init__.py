"""What predictions and targets are, and the lines and planes along which a loss over them is drawn."""
