"""The desk for programs: JSON over HTTP under `/api`, described by OpenAPI."""

from onrecord.web.api.app import make_api

__all__ = ["make_api"]
