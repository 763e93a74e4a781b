"""Web archives: WARC files, plain or gzip -> the pages in them, one at a time, in memory that does not grow.

_member     bytes of an archive: a gzip member or a plain file, unpacked as it is read, with a bound
_record     one record: its head, its block, and where the next one is
_payload    what a server answered -> the bytes of the page
_read       records -> documents, refusals by name, and marks to go on from
"""

from dateline.documents.archives._member import begins_record as begins_archive
from dateline.documents.archives._read import read_archive

__all__ = ["begins_archive", "read_archive"]
