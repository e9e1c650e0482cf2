"""Reads what `verbale export` writes with what its users use, and says where they disagree with the records.

    pip install pandas pyarrow followthemoney
    cargo build --release --features parquet
    python scripts/check-exports/check.py target/release/verbale corpus/

Every row of CSV and Parquet is compared, cell by cell, with the record in JSON Lines that it is made from and with the
other. What is not installed is left out, with a line that says so. Not part of the tests, which need nothing but
Rust. Ends with status 1 where something is wrong.
"""

import csv
import importlib
import io
import json
import subprocess
import sys
from importlib.metadata import version

GDELT_TEXT = {26: str, 27: str, 28: str}
faults: list[str] = []


def installed(name: str):
    """The module, or nothing and a line that says what is left out."""
    try:
        module = importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed: what it reads is left out")
        return None
    print(name, version(name.split(".")[0]))
    return module


def demand(holds: bool, what: str) -> None:
    if not holds:
        faults.append(what)


def exported(verbale: str, records: bytes, name: str, *more: str) -> bytes:
    command = [verbale, "export", "-", "--format", name, *more]
    return subprocess.run(command, input=records, stdout=subprocess.PIPE, check=True).stdout


def joined(parts) -> str:
    """Parts in one cell; where none has anything, nothing."""
    parts = list(parts)
    return " | ".join(parts) if any(parts) else ""


def parties(name: str, role: str) -> dict:
    """The columns of the parties called `name`, from the field `role` of a record."""

    def each(field: str):
        return lambda event, _: joined(str(one.get(field) or "") for one in event[role])

    fields = {"": "text", "_code": "code", "_name": "name", "_id": "id", "_office": "office"}
    columns = {name + ending: each(field) for ending, field in fields.items()}
    columns[f"{name}_sector"] = lambda event, _: joined(" ".join(one.get("sector", [])) for one in event[role])
    columns[f"{name}_start"] = lambda event, _: joined(str(one["start"]) for one in event[role])
    columns[f"{name}_end"] = lambda event, _: joined(str(one["end"]) for one in event[role])
    return columns


def called(who: dict | None) -> str:
    return (who or {}).get("name") or (who or {}).get("text") or ""


def within(field: str, part: str):
    return lambda event, _: (event.get(field) or {}).get(part)


def plain(name: str):
    return lambda event, _: event.get(name)


def of_document(name: str):
    return lambda _, document: document.get(name)


# What each column of CSV and Parquet holds, from the records of an event and its document in JSON Lines. The numbers of
# people are read from the words and have tests of their own.
CELLS = {
    **{name: plain(name) for name in ("id", "doc", "event", "mode", "cameo", "quad", "scale", "status", "alleged", "rule")},
    **{f"doc_{name}": of_document(name) for name in ("date", "title", "source", "url")},
    **{name: of_document(name) for name in ("coder", "knowledge")},
    **parties("actor", "actor"),
    **parties("recipient", "recipient"),
    "context": lambda event, _: " ".join(event["context"]),
    "time": within("time", "text"),
    **{f"time_{part}": within("time", part) for part in ("from", "to", "granularity")},
    "place": within("place", "text"),
    **{f"place_{part}": within("place", part) for part in ("name", "country")},
    "latitude": within("place", "lat"),
    "longitude": within("place", "lon"),
    "geonameid": within("place", "geonameid"),
    "attribution": lambda event, _: joined(called(link.get("holder")) for link in event["attribution"]),
    "attribution_code": lambda event, _: joined(
        (link.get("holder") or {}).get("code") or "" for link in event["attribution"]
    ),
    "attribution_cue": lambda event, _: joined((link.get("cue") or {}).get("text", "") for link in event["attribution"]),
    "denied_by": lambda event, _: joined(map(called, event["denied_by"])),
    "denied_by_code": lambda event, _: joined(who.get("code") or "" for who in event["denied_by"]),
    "condition": within("condition", "text"),
    "topic": lambda event, _: joined(span["text"] for span in event["topic"]),
    "trigger": within("trigger", "text"),
    "trigger_start": within("trigger", "start"),
    "trigger_end": within("trigger", "end"),
    "sentence": within("sentence", "index"),
    "sentence_start": within("sentence", "start"),
    "sentence_end": within("sentence", "end"),
    "confidence": plain("confidence"),
    "notes": lambda event, _: joined(event.get("notes", [])),
}
UNREAD = {"dead", "injured", "arrested", "toll"}


def same(cell: object, told: object) -> bool:
    """Whether a cell says what a record, or another table, tells: nothing is the empty text, numbers are as CSV writes them."""
    if cell in ("", None) or told in ("", None):
        return cell in ("", None) and told in ("", None)
    if isinstance(told, bool):
        return cell in (told, str(told).lower())
    if isinstance(told, (int, float)):
        return not isinstance(cell, bool) and abs(float(cell) - told) < 1e-6
    return cell == told


def check_rows(name: str, rows: list[dict], events: list[dict], documents: dict[str, dict]) -> None:
    """Compares each cell of each row with the record."""
    demand(len(rows) == len(events), f"{name}: {len(rows)} rows for {len(events)} events")
    columns = set(rows[0]) if rows else set()
    demand(columns == set(CELLS) | UNREAD, f"{name}: columns {columns ^ (set(CELLS) | UNREAD)} are not compared or not there")
    for number, (row, event) in enumerate(zip(rows, events)):
        for column, told in CELLS.items():
            want = told(event, documents[event["doc"]])
            demand(same(row.get(column), want), f"{name}: row {number}, {column}: {row.get(column)!r}, the record {want!r}")
    print(f"{name}: {len(rows)} rows of {len(columns)} columns compared with the records")


def check_parquet(parquet, content: bytes, flat: list[dict], events: list[dict], documents: dict[str, dict]) -> None:
    table = parquet.read_table(io.BytesIO(content))
    rows = table.to_pylist()
    check_rows("parquet", rows, events, documents)
    demand(table.column_names == list(flat[0]), "parquet: other columns than csv")
    for number, (row, line) in enumerate(zip(rows, flat)):
        for column, cell in row.items():
            demand(same(line[column], cell), f"parquet: row {number}, {column}: {cell!r}, csv {line[column]!r}")
    kinds = {name: str(table.schema.field(name).type) for name in ("quad", "scale", "alleged", "cameo")}
    demand(kinds == {"quad": "int64", "scale": "double", "alleged": "bool", "cameo": "string"}, f"parquet: types {kinds}")
    print(f"parquet: {len(rows)} rows compared with those of csv; {kinds}")


def check_pairs(name: str, table, width: int, facts: int) -> None:
    demand(table.shape[1] == width, f"{name}: {table.shape[1]} columns, not {width}")
    demand(len(table) >= facts, f"{name}: {len(table)} rows for {facts} facts")
    print(f"{name}: {len(table)} rows of {table.shape[1]} columns")


def check_tables(pandas, exported_as, facts: int) -> None:
    def read(name: str, **options: object):
        return pandas.read_csv(io.BytesIO(exported_as(name)), sep="\t", **options)

    gdelt = read("gdelt", header=None, dtype=GDELT_TEXT)
    check_pairs("gdelt", gdelt, 61, facts)
    demand(gdelt[0].dtype == "int64" and gdelt[0].is_unique, "gdelt: GLOBALEVENTID is no unique number")
    demand(gdelt[28].dropna().str.len().eq(2).all(), "gdelt: EventRootCode lost a zero")
    demand(gdelt[29].between(1, 4).all(), "gdelt: QuadClass is not 1 to 4")
    icews = read("icews", dtype={"CAMEO Code": str}, parse_dates=["Event Date"])
    check_pairs("icews", icews, 20, facts)
    demand(str(icews["Event Date"].dtype).startswith("datetime"), "icews: Event Date is no date")
    polecat = read("polecat", na_values="None", dtype={"Event ID": str})
    check_pairs("polecat", polecat, 40, facts)
    demand(polecat["Event ID"].is_unique, "polecat: Event ID is not unique")


def check_entities(model, lines: bytes, facts: int) -> None:
    entities = [json.loads(line) for line in lines.splitlines()]
    ids = {entity["id"] for entity in entities}
    counts: dict[str, int] = {}
    for entity in entities:
        # Cleaning drops every value that its type does not accept.
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        given = sum(len(values) for values in entity["properties"].values())
        kept = sum(len(proxy.get(name)) for name in entity["properties"])
        if given != kept:
            lost = {n: v for n, v in entity["properties"].items() if len(proxy.get(n)) != len(v)}
            faults.append(f"ftm: {entity['schema']} {entity['id']}: not accepted: {lost}")
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                demand(value in ids, f"ftm: {entity['id']}: {prop.name} refers to nothing")
        counts[proxy.schema.name] = counts.get(proxy.schema.name, 0) + 1
    demand(counts.get("Event", 0) == facts, f"ftm: {counts.get('Event')} events for {facts} facts")
    print(f"ftm: {len(entities)} entities: {counts}")


def main() -> int:
    verbale, articles = sys.argv[1:]
    coded = subprocess.run([verbale, "code", articles, "--format", "jsonl"], stdout=subprocess.PIPE)
    records = [json.loads(line) for line in coded.stdout.splitlines()]
    events = [record for record in records if record["kind"] == "event"]
    documents = {record["id"]: record for record in records if record["kind"] == "document"}
    facts = sum(e["status"] in ("actual", "historical") and not e["alleged"] for e in events)
    print(f"{len(events)} events, {facts} of them told as facts")

    def exported_as(name: str) -> bytes:
        return exported(verbale, coded.stdout, name)

    flat = list(csv.DictReader(io.StringIO(exported_as("csv").decode(), newline="")))
    check_rows("csv", flat, events, documents)
    if parquet := installed("pyarrow.parquet"):
        try:
            content = exported_as("parquet")
        except subprocess.CalledProcessError:
            print("parquet: left out, since this program was built without --features parquet")
        else:
            check_parquet(parquet, content, flat, events, documents)
    if pandas := installed("pandas"):
        check_tables(pandas, exported_as, facts)
    if ftm := installed("followthemoney"):
        check_entities(ftm.model, exported_as("ftm"), facts)
    for fault in faults[:20]:
        print("wrong:", fault)
    print(f"{len(faults)} faults")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
