"""Small models on small data: what they predict, how they learn, and the landscape of their mean loss."""
