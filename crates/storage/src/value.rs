// SPDX-License-Identifier: EUPL-1.2
//! Values that go into a statement, and the [`params!`](crate::params) list that carries them.

use kernel::Time;
use uuid::Uuid;

/// A value bound to `$1`, `$2` and so on.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value; takes the type the statement wants.
    Null,
    /// `boolean`
    Bool(bool),
    /// `bigint`
    Int(i64),
    /// `text`
    Text(String),
    /// `bytea`
    Bytes(Vec<u8>),
    /// `uuid`
    Uuid(Uuid),
    /// `timestamptz`, microseconds
    Time(Time),
    /// `double precision`
    Float(f64),
}

macro_rules! from {
    ($($type:ty, $v:ident => $value:expr;)*) => {
        $(impl From<$type> for Value {
            fn from($v: $type) -> Self {
                $value
            }
        })*
    };
}

from! {
    bool, v => Self::Bool(v);
    i64, v => Self::Int(v);
    i32, v => Self::Int(v.into());
    i16, v => Self::Int(v.into());
    i8, v => Self::Int(v.into());
    u32, v => Self::Int(v.into());
    u16, v => Self::Int(v.into());
    u8, v => Self::Int(v.into());
    f64, v => Self::Float(v);
    String, v => Self::Text(v);
    &String, v => Self::Text(v.clone());
    &str, v => Self::Text(v.to_owned());
    &&str, v => Self::Text((*v).to_owned());
    char, v => Self::Text(v.to_string());
    Vec<u8>, v => Self::Bytes(v);
    &Vec<u8>, v => Self::Bytes(v.clone());
    &[u8], v => Self::Bytes(v.to_vec());
    Uuid, v => Self::Uuid(v);
    &Uuid, v => Self::Uuid(*v);
    Time, v => Self::Time(v);
    &Time, v => Self::Time(*v);
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(v: [u8; N]) -> Self {
        Self::Bytes(v.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self> + Clone> From<&Option<T>> for Value {
    fn from(v: &Option<T>) -> Self {
        v.clone().into()
    }
}

/// How [`params!`](crate::params) turns an argument into a [`Value`]: by `Into<Value>` where that exists,
/// else (an id newtype, or an optional one) by way of its UUID.
#[doc(hidden)]
pub mod bind {
    use uuid::Uuid;

    use super::Value;

    /// One argument.
    #[derive(Debug)]
    pub struct Bind<T>(pub T);

    /// Anything that is a value.
    pub trait ByValue {
        /// The value.
        fn bind(self) -> Value;
    }

    impl<T: Into<Value>> ByValue for Bind<T> {
        fn bind(self) -> Value {
            self.0.into()
        }
    }

    /// A newtype over a UUID.
    pub trait ById {
        /// The value.
        fn bind(self) -> Value;
    }

    impl<T: Into<Uuid> + Copy> ById for &Bind<T> {
        fn bind(self) -> Value {
            Value::Uuid(self.0.into())
        }
    }

    /// An optional newtype over a UUID.
    pub trait ByOptionalId {
        /// The value.
        fn bind(self) -> Value;
    }

    impl<T: Into<Uuid> + Copy> ByOptionalId for &mut Bind<Option<T>> {
        fn bind(self) -> Value {
            self.0.map(Into::into).into()
        }
    }
}

/// The values of `$1`, `$2` ... of a statement: `params![id, naam, sinds]`.
#[macro_export]
macro_rules! params {
    () => { &[] as &[$crate::Value] };
    ($($value:expr),+ $(,)?) => {
        &[$({
            use $crate::value::bind::*;
            Bind($value).bind()
        }),+] as &[$crate::Value]
    };
}
