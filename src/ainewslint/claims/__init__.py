"""Claims: numbers about models, chips and systems, what they measure and who says so."""

from ainewslint.claims.article import extract_claims, names_for
from ainewslint.claims.model import (
    Benchmark,
    Bound,
    Change,
    Claim,
    Comparison,
    Grade,
    Kind,
    Source,
    Subject,
    Unit,
    Value,
)

__all__ = [
    "Benchmark",
    "Bound",
    "Change",
    "Claim",
    "Comparison",
    "Grade",
    "Kind",
    "Source",
    "Subject",
    "Unit",
    "Value",
    "extract_claims",
    "names_for",
]
