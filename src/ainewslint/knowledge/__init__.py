"""Benchmarks, models and published results: find them in texts, compare numbers with them.

The data are the tables in `data/`; users add files of the same form. See `docs/knowledge.md`.
"""

from __future__ import annotations

from ainewslint.knowledge.records import (
    Benchmark,
    BenchmarkMention,
    Model,
    ModelMention,
    PartialDate,
    Result,
    Vendor,
)
from ainewslint.knowledge.store import Knowledge, default
from ainewslint.knowledge.tables import KnowledgeError

__all__ = [
    "Benchmark",
    "BenchmarkMention",
    "Knowledge",
    "KnowledgeError",
    "Model",
    "ModelMention",
    "PartialDate",
    "Result",
    "Vendor",
    "default",
]
