"""Reading commitments: candidates, whose they are, and the judge that accepts or rejects them."""
