"""The code of a loss in other libraries, and how they make one number of many."""
