"""From addresses to articles of the record: what is asked for, kept, read, and read again."""
