// SPDX-License-Identifier: EUPL-1.2
//! The events of one trace, kept until all that belongs to the trace is known.

use std::{collections::HashMap, ops::Range};

use crate::{
    error::{Place, Result},
    log::{Builder, Event},
    tally::Flaw,
    time::Micros,
};

/// A piece of text in [`Rows::text`].
pub(super) type Piece = Range<usize>;

/// One event as it stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub activity: Piece,
    pub resource: Piece,
    pub group: Piece,
    pub channel: Piece,
    pub lifecycle: Piece,
    pub instance: Piece,
    pub start: Option<Micros>,
    pub end: Option<Micros>,
    pub unreadable: bool,
    pub place: Place,
}

/// Rows with their text in one piece, so that reading an event takes no allocation.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub text: String,
    pub rows: Vec<Row>,
}

impl Rows {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.rows.clear();
    }

    pub(super) fn keep(&mut self, text: &str) -> Piece {
        let from = self.text.len();
        self.text.push_str(text);
        from..self.text.len()
    }

    /// Joins the start and the completion of the same activity (and instance), first started first completed. What has
    /// no counterpart stays an event of one moment and is counted.
    pub(super) fn pair(&mut self, into: &mut Builder) {
        let mut open: HashMap<(&str, &str), std::collections::VecDeque<usize>> = HashMap::new();
        let mut gone = vec![false; self.rows.len()];
        let mut starts: Vec<(usize, Option<Micros>)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let key = (&self.text[row.activity.clone()], &self.text[row.instance.clone()]);
            let state = &self.text[row.lifecycle.clone()];
            if state.eq_ignore_ascii_case("start") {
                open.entry(key).or_default().push_back(at);
            } else if state.is_empty() || state.eq_ignore_ascii_case("complete") {
                match open.get_mut(&key).and_then(std::collections::VecDeque::pop_front) {
                    Some(begun) => {
                        starts.push((at, self.rows[begun].end));
                        gone[begun] = true;
                    }
                    None if state.is_empty() => {}
                    None => into.tally_mut().add(Flaw::Unpaired, row.place),
                }
            } else {
                // Scheduled, assigned, suspended ...: no work was done.
                gone[at] = true;
            }
        }
        for at in open.into_values().flatten() {
            into.tally_mut().add(Flaw::Unpaired, self.rows[at].place);
        }
        for (at, start) in starts {
            self.rows[at].start = start;
        }
        let mut gone = gone.into_iter();
        self.rows.retain(|_| !gone.next().unwrap_or(false));
    }

    /// Only completions; where a log has no lifecycle, all events.
    pub(super) fn completions(&mut self) {
        let text = &self.text;
        self.rows.retain(|row| {
            let state = &text[row.lifecycle.clone()];
            state.is_empty() || state.eq_ignore_ascii_case("complete")
        });
    }

    /// Hands the events over.
    pub(super) fn push(&self, case: &str, channel: &str, into: &mut Builder) -> Result<()> {
        for row in &self.rows {
            let text = |piece: &Piece| &self.text[piece.clone()];
            let Some(end) = row.end else {
                let flaw = if row.unreadable { Flaw::UnreadableTime } else { Flaw::NoTime };
                into.tally_mut().add(flaw, row.place);
                continue;
            };
            let own = text(&row.channel);
            let event = Event {
                case,
                activity: text(&row.activity),
                start: row.start.unwrap_or(end),
                end,
                resource: text(&row.resource),
                group: text(&row.group),
                channel: if own.is_empty() { channel } else { own },
            };
            into.push_at(&event, row.place)?;
        }
        Ok(())
    }
}
