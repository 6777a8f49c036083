// SPDX-License-Identifier: EUPL-1.2
//! Regulations in the regelrecht format, schema 0.5.x.

mod expr;
mod model;
mod operation;
mod read;

pub use expr::{Aggregate, Compare, Expr, ExprKind, Fold, Many};
pub use model::{
    Action, Article, Declared, Definition, Field, Hook, Implements, Input, Law, Layer, Machine, OpenTerm,
    Override, Produces, Source, Unit,
};
pub use read::read;
