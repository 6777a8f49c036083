// SPDX-License-Identifier: EUPL-1.2
//! Writers of the forms that others read. What they write, our readers read back as the same log.

mod ocel;
mod xes;

use std::io::Write;

pub use ocel::ocel;
pub use xes::xes;

use crate::{error::Result, log::Log, time::format};

/// Writes CSV (RFC 4180): a header `case,activity,start,end,resource,group,channel`, times in RFC 3339 in UTC.
pub fn csv(log: &Log, to: &mut impl Write) -> Result<()> {
    to.write_all(b"case,activity,start,end,resource,group,channel\r\n")?;
    for event in log.events() {
        let (start, end) = (format(event.start), format(event.end));
        let fields = [event.case, event.activity, &start, &end, event.resource, event.group, event.channel];
        for (at, field) in fields.into_iter().enumerate() {
            if at > 0 {
                to.write_all(b",")?;
            }
            quoted(field, to)?;
        }
        to.write_all(b"\r\n")?;
    }
    Ok(())
}

fn quoted(field: &str, to: &mut impl Write) -> Result<()> {
    if !field.contains(['"', ',', '\n', '\r']) && field.trim() == field {
        to.write_all(field.as_bytes())?;
        return Ok(());
    }
    to.write_all(b"\"")?;
    to.write_all(field.replace('"', "\"\"").as_bytes())?;
    to.write_all(b"\"")?;
    Ok(())
}
