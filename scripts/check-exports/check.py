"""Reads what `verbale export` writes with what its users use, and says where they disagree with the records.

    pip install pandas pyarrow followthemoney
    cargo build --release --features parquet
    python scripts/check-exports/check.py target/release/verbale corpus/

Not part of the tests, which need nothing but Rust. Ends with status 1 where something is wrong.
"""

import io
import json
import subprocess
import sys
from importlib.metadata import version

import pandas
import pyarrow.parquet
from followthemoney import model

GDELT_TEXT = {26: str, 27: str, 28: str}
faults: list[str] = []


def demand(holds: bool, what: str) -> None:
    if not holds:
        faults.append(what)


def exported(verbale: str, records: bytes, name: str, *more: str) -> bytes:
    command = [verbale, "export", "-", "--format", name, *more]
    return subprocess.run(command, input=records, stdout=subprocess.PIPE, check=True).stdout


def check_flat(name: str, table: pandas.DataFrame, events: list[dict]) -> None:
    demand(len(table) == len(events), f"{name}: {len(table)} rows for {len(events)} events")
    demand(list(table["id"]) == [event["id"] for event in events], f"{name}: other events")
    same = [event["status"] for event in events]
    demand(list(table["status"]) == same, f"{name}: other statuses")
    codes = [event.get("cameo") for event in events]
    read = [code if isinstance(code, str) else None for code in table["cameo"]]
    demand(read == codes, f"{name}: CAMEO codes lost their zeros or changed")
    scales = [event["scale"] for event in events]
    demand(all(abs(a - b) < 1e-6 for a, b in zip(table["scale"], scales)), f"{name}: other scales")
    triggers = [event["trigger"]["text"] for event in events]
    demand(list(table["trigger"]) == triggers, f"{name}: other triggers")


def check_pairs(name: str, table: pandas.DataFrame, width: int, facts: int) -> None:
    demand(table.shape[1] == width, f"{name}: {table.shape[1]} columns, not {width}")
    demand(len(table) >= facts, f"{name}: {len(table)} rows for {facts} facts")
    print(f"{name}: {len(table)} rows of {table.shape[1]} columns")


def check_entities(lines: bytes, facts: int) -> None:
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
    facts = sum(e["status"] in ("actual", "historical") and not e["alleged"] for e in events)
    print("pandas", version("pandas"), "pyarrow", version("pyarrow"), "followthemoney", version("followthemoney"))
    print(f"{len(events)} events, {facts} of them told as facts")

    def read(name: str, **options: object) -> pandas.DataFrame:
        return pandas.read_csv(io.BytesIO(exported(verbale, coded.stdout, name)), **options)

    flat = read("csv", dtype={"cameo": str}, keep_default_na=False, na_values={"cameo": ""})
    check_flat("csv", flat, events)
    print(f"csv: {len(flat)} rows of {flat.shape[1]} columns")
    try:
        parquet = pyarrow.parquet.read_table(io.BytesIO(exported(verbale, coded.stdout, "parquet")))
    except subprocess.CalledProcessError:
        print("parquet: left out, since this program was built without --features parquet")
    else:
        check_flat("parquet", parquet.to_pandas(), events)
        demand(parquet.column_names == list(flat.columns), "parquet: other columns than csv")
        kinds = [parquet.schema.field(name).type for name in ("scale", "alleged")]
        print(f"parquet: {parquet.num_rows} rows; {kinds[0]}, {kinds[1]}")

    gdelt = read("gdelt", sep="\t", header=None, dtype=GDELT_TEXT)
    check_pairs("gdelt", gdelt, 61, facts)
    demand(gdelt[0].dtype == "int64" and gdelt[0].is_unique, "gdelt: GLOBALEVENTID is no unique number")
    demand(gdelt[28].dropna().str.len().eq(2).all(), "gdelt: EventRootCode lost a zero")
    demand(gdelt[29].between(1, 4).all(), "gdelt: QuadClass is not 1 to 4")
    icews = read("icews", sep="\t", dtype={"CAMEO Code": str}, parse_dates=["Event Date"])
    check_pairs("icews", icews, 20, facts)
    demand(str(icews["Event Date"].dtype).startswith("datetime"), "icews: Event Date is no date")
    polecat = read("polecat", sep="\t", na_values="None", dtype={"Event ID": str})
    check_pairs("polecat", polecat, 40, facts)
    demand(polecat["Event ID"].is_unique, "polecat: Event ID is not unique")
    check_entities(exported(verbale, coded.stdout, "ftm"), facts)
    for fault in faults[:20]:
        print("wrong:", fault)
    print(f"{len(faults)} faults")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
