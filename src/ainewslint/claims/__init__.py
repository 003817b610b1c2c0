"""Benchmark and performance claims: what an article says a model or chip can do."""

from ainewslint.claims.article import extract_claims
from ainewslint.claims.model import Claim

__all__ = ["Claim", "extract_claims"]
