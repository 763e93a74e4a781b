"""Tables: CSV and Parquet, one document a row, in memory that does not grow.

_csv        lines of text with a sign between the columns
_parquet    columns in groups of rows
"""

from dateline.documents.tables._csv import read_csv
from dateline.documents.tables._parquet import read_parquet

__all__ = ["read_csv", "read_parquet"]
