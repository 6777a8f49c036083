// SPDX-License-Identifier: EUPL-1.2
//! XES (IEEE 1849), version 1.0 of the standard's XML, with the extensions concept, time and organizational.

use std::io::Write;

use quick_xml::escape::escape;

use crate::{error::Result, log::Log, time::format};

/// Writes XES. The start of an event that has one stands in `start_timestamp`, its channel in `channel`.
pub fn xes(log: &Log, to: &mut impl Write) -> Result<()> {
    to.write_all(
        br#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
</global>
<classifier name="Activity" keys="concept:name"/>
"#,
    )?;
    for trace in log.traces() {
        to.write_all(b"<trace>\n")?;
        string(to, "concept:name", log.cases().get(trace.case))?;
        for at in trace.first..trace.first + trace.len() {
            let event = log.event(trace.case, at);
            to.write_all(b"<event>\n")?;
            string(to, "concept:name", event.activity)?;
            string(to, "org:resource", event.resource)?;
            string(to, "org:group", event.group)?;
            string(to, "channel", event.channel)?;
            if event.start != event.end {
                writeln!(to, r#"<date key="start_timestamp" value="{}"/>"#, format(event.start))?;
            }
            writeln!(to, r#"<date key="time:timestamp" value="{}"/>"#, format(event.end))?;
            to.write_all(b"</event>\n")?;
        }
        to.write_all(b"</trace>\n")?;
    }
    to.write_all(b"</log>\n")?;
    Ok(())
}

fn string(to: &mut impl Write, key: &str, value: &str) -> Result<()> {
    if !value.is_empty() {
        writeln!(to, r#"<string key="{key}" value="{}"/>"#, escape(value))?;
    }
    Ok(())
}
