"""The record for assistants: tools of the Model Context Protocol that answer with ids and exact words."""
