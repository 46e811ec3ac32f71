"""onrecord: the record of a diplomatic process, read off its coverage."""
