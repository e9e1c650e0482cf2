//! Parquet: the columns of CSV with types, for pandas, R, DuckDB and Spark.
//!
//! Written by the parquet crate without arrow, which triples what there is to build and is not needed to
//! write flat columns. Rows are gathered in groups, so that memory does not grow with the corpus.

use std::io::{Error, Result};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::column::{Kind, Value, described};
use super::flat::COLUMNS;
use super::table::{Rows, rows};
use super::{Export, Exporter, Sink, Story};

/// Parquet.
pub(super) const EXPORT: Export = Export {
    name: "parquet",
    about: "Parquet: the columns of csv with types, compressed with Snappy",
    columns: || described(COLUMNS),
    needs_article: false,
    open: |out, _| {
        let schema = Arc::new(parse_message_type(&schema()).map_err(failed)?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(failed)?;
        Ok(Box::new(Writer { file, columns: vec![Vec::new(); COLUMNS.len()] }) as Box<dyn Exporter>)
    },
};

/// Rows that are held before they are written.
const GROUP: usize = 10_000;

struct Writer {
    file: SerializedFileWriter<Sink>,
    columns: Vec<Vec<Value>>,
}

impl Exporter for Writer {
    fn story(&mut self, story: &Story<'_>) -> Result<()> {
        for event in story.events() {
            for row in rows(Rows::Events, story, event) {
                for (values, column) in self.columns.iter_mut().zip(COLUMNS) {
                    values.push((column.value)(&row));
                }
            }
        }
        if self.columns[0].len() >= GROUP { self.write().map_err(failed) } else { Ok(()) }
    }

    fn finish(&mut self) -> Result<()> {
        if !self.columns[0].is_empty() {
            self.write().map_err(failed)?;
        }
        self.file.finish().map_err(failed)?;
        self.file.inner_mut().flush()
    }
}

impl Writer {
    fn write(&mut self) -> std::result::Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for values in &mut self.columns {
            if let Some(column) = group.next_column()? {
                write_column(column, values)?;
            }
            values.clear();
        }
        group.close().map(drop)
    }
}

fn write_column(
    mut column: SerializedColumnWriter<'_>,
    values: &[Value],
) -> std::result::Result<(), ParquetError> {
    // A level for each row: 1 where there is a value.
    let levels: Vec<i16> = values.iter().map(|value| i16::from(*value != Value::Nothing)).collect();
    let levels = Some(&levels[..]);
    match column.untyped() {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let texts = values.iter().filter_map(|value| match value {
                Value::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            });
            writer.write_batch(&texts.collect::<Vec<_>>(), levels, None)?;
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            let numbers = values.iter().filter_map(|value| match value {
                Value::Whole(number) => Some(*number),
                _ => None,
            });
            writer.write_batch(&numbers.collect::<Vec<_>>(), levels, None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let numbers = values.iter().filter_map(|value| match value {
                Value::Real(number) => Some(*number),
                _ => None,
            });
            writer.write_batch(&numbers.collect::<Vec<_>>(), levels, None)?;
        }
        ColumnWriter::BoolColumnWriter(writer) => {
            let flags = values.iter().filter_map(|value| match value {
                Value::Flag(flag) => Some(*flag),
                _ => None,
            });
            writer.write_batch(&flags.collect::<Vec<_>>(), levels, None)?;
        }
        _ => {
            return Err(ParquetError::General(
                "a column of a type that the schema has not".to_owned(),
            ));
        }
    }
    column.close()
}

/// The schema of the columns, as Parquet writes it down.
fn schema() -> String {
    let fields: Vec<String> = COLUMNS
        .iter()
        .map(|column| match column.kind {
            Kind::Text => format!("OPTIONAL BYTE_ARRAY {} (UTF8);", column.name),
            Kind::Whole => format!("OPTIONAL INT64 {};", column.name),
            Kind::Real => format!("OPTIONAL DOUBLE {};", column.name),
            Kind::Flag => format!("OPTIONAL BOOLEAN {};", column.name),
        })
        .collect();
    format!("message event {{ {} }}", fields.join(" "))
}

fn failed(error: ParquetError) -> Error {
    match error {
        ParquetError::External(inner) => Error::other(inner),
        other => Error::other(other),
    }
}
