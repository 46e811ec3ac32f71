"""Fields that many forms of the desk have, each as long as it may be."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form

Token = Annotated[str, Form(max_length=100)]
"""What only a page of this session can hold."""
Why = Annotated[str, Form(max_length=2000)]
"""The reason for a decision."""
Back = Annotated[str, Form(max_length=2000)]
"""The page to return to."""
