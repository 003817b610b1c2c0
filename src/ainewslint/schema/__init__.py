"""JSON Schemas (draft 2020-12) over front matter and body outlines, with errors in words."""

from ainewslint.schema.load import Schema, SchemaFileError, load_schema, schema_names
from ainewslint.schema.words import Violation

__all__ = ["Schema", "SchemaFileError", "Violation", "load_schema", "schema_names"]
