"""Who is who in one document: names, offices, descriptions and pronouns, and whom they mean."""
