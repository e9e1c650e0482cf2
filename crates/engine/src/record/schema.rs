//! What may a record look like, in machine-readable form?

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator, json_schema};

use super::Record;

/// The JSON Schema of one record, made from the types that are written.
pub fn schema() -> Schema {
    let mut schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Record>();
    schema.insert("$id".into(), "urn:verbale:record:1".into());
    schema.insert("title".into(), "Verbale record, version 1".into());
    schema
}

pub(super) fn nullable_code(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": "^[A-Z]{3}$" })
}

pub(super) fn cameo_code(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^[0-9]{2,4}$" })
}

pub(super) fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date", "pattern": "^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}$" })
}
