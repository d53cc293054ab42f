"""Records of the job as JSON Lines, which ``newsfacts`` reads: ``render``, ``validate``, ``corpus`` ...

    python examples/ccnews/to_jsonl.py out/records/ > records.jsonl
    python examples/ccnews/to_jsonl.py out/records/day=2024-11-20/ | newsfacts render - -o facts.db

Records go to standard output, error records to standard error, one a line, in the order of their days and parts.
"""

from __future__ import annotations

import sys

import fsspec
import pyarrow.parquet as pq

from newsfacts.arrow import to_records
from newsfacts.failure import Failure


def main() -> int:
    """Exit status: 0 there were records, 2 wrong usage."""
    if len(sys.argv) != 2:
        print("one folder of records is wanted: to_jsonl.py out/records/", file=sys.stderr)
        return 2
    files, root = fsspec.core.url_to_fs(sys.argv[1])
    parts = sorted(path for path in files.find(root) if path.endswith(".parquet"))
    for part in parts:
        with files.open(part, "rb") as stream:
            for batch in pq.ParquetFile(stream).iter_batches(64):
                for record in to_records(batch):
                    print(record.to_json(), file=sys.stderr if isinstance(record, Failure) else sys.stdout)
    if not parts:
        print(f"no *.parquet in {sys.argv[1]}", file=sys.stderr)
    return 0 if parts else 2


if __name__ == "__main__":
    sys.exit(main())
