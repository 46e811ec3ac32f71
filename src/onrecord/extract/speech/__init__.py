"""Who said what: proposals of words, the model that weighs them, and their speakers."""
