// SPDX-License-Identifier: EUPL-1.2
//! Binding values and reading cells, in PostgreSQL's binary form.

use std::error::Error as StdError;

use bytes::{BufMut as _, BytesMut};
use kernel::{Error, Result, Time};
use postgres_types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::Value;

/// PostgreSQL counts microseconds from 2000-01-01; we from 1970-01-01.
const EPOCH: i64 = 946_684_800_000_000;

type Bound = std::result::Result<IsNull, Box<dyn StdError + Sync + Send>>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Bound {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Bool(v) if *ty == Type::BOOL => out.put_u8(u8::from(*v)),
            Self::Int(v) if *ty == Type::INT8 => out.put_i64(*v),
            Self::Int(v) if *ty == Type::INT4 => out.put_i32(i32::try_from(*v)?),
            Self::Float(v) if *ty == Type::FLOAT8 => out.put_f64(*v),
            Self::Text(v) if [Type::TEXT, Type::VARCHAR, Type::NAME].contains(ty) => {
                out.put_slice(v.as_bytes());
            }
            Self::Bytes(v) if *ty == Type::BYTEA => out.put_slice(v),
            Self::Uuid(v) if *ty == Type::UUID => out.put_slice(v.as_bytes()),
            Self::Time(v) if *ty == Type::TIMESTAMPTZ => out.put_i64(v.micros() - EPOCH),
            other => return Err(format!("a value of kind {} cannot go into {ty}", other.kind()).into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Value {
    /// Name of the kind, without the value: it may be personal data.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Int(_) => "bigint",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytea",
            Self::Uuid(_) => "uuid",
            Self::Time(_) => "timestamptz",
            Self::Float(_) => "double precision",
        }
    }
}

/// A moment as PostgreSQL sends it.
#[derive(Debug)]
pub(crate) struct Moment(Time);

impl<'a> FromSql<'a> for Moment {
    fn from_sql(_: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(Time::from_micros(i64::from_be_bytes(raw.try_into()?).saturating_add(EPOCH))))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }
}

/// A whole number as PostgreSQL sends it: `bigint`, or the `integer` of functions like `length`.
#[derive(Debug)]
pub(crate) struct Whole(i64);

impl<'a> FromSql<'a> for Whole {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(if *ty == Type::INT4 {
            i32::from_be_bytes(raw.try_into()?).into()
        } else {
            i64::from_be_bytes(raw.try_into()?)
        }))
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::INT4].contains(ty)
    }
}

/// A type and the form in which it comes over the wire.
pub(crate) trait Cell: Sized {
    type Raw: for<'a> FromSql<'a>;
    fn from_raw(raw: Self::Raw) -> Self;
}

macro_rules! cell {
    ($($type:ty: $raw:ty, $name:ident => $value:expr;)*) => {
        $(impl Cell for $type {
            type Raw = $raw;

            fn from_raw($name: $raw) -> Self {
                $value
            }
        })*
    };
}

cell! {
    bool: bool, v => v;
    i64: Whole, v => v.0;
    f64: f64, v => v;
    String: String, v => v;
    Vec<u8>: Vec<u8>, v => v;
    Uuid: Uuid, v => v;
    Time: Moment, v => v.0;
}

/// Reads column `index`; `None` for NULL.
pub(crate) fn read<T: Cell>(row: &Row, index: usize) -> Result<Option<T>> {
    row.try_get::<_, Option<T::Raw>>(index).map(|raw| raw.map(T::from_raw)).map_err(|e| {
        let ty = row.columns().get(index).map_or_else(|| "missing".to_owned(), |c| c.type_().to_string());
        Error::internal(format!(
            "column {index} is {ty}, {} was expected (write CAST(.. AS bigint) around counts and sums): {e}",
            std::any::type_name::<T>()
        ))
    })
}
