// SPDX-License-Identifier: EUPL-1.2
//! The data dictionary: what every table and column means, from the migrations themselves.

use std::fmt::Write as _;

use crate::migrate::MIGRATIONS;

/// Meaning of one table or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The table.
    pub table: String,
    /// The column; `None` for the table itself.
    pub column: Option<String>,
    /// What it means, in one line.
    pub text: String,
}

/// Every `-- table: meaning` and `-- table.column: meaning` line, in the order of the migrations.
pub fn meanings() -> Vec<Meaning> {
    MIGRATIONS.iter().flat_map(|(_, text)| text.lines()).filter_map(meaning).collect()
}

fn meaning(line: &str) -> Option<Meaning> {
    let (name, text) = line.strip_prefix("-- ")?.split_once(": ")?;
    let (table, column) = name.split_once('.').map_or((name, None), |(table, column)| (table, Some(column)));
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    (is_name(table) && column.is_none_or(is_name)).then(|| Meaning {
        table: table.to_owned(),
        column: column.map(str::to_owned),
        text: text.to_owned(),
    })
}

/// The dictionary as a Markdown page.
pub fn data_dictionary() -> String {
    let mut page = String::from(
        "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n# Data dictionary\n\nGenerated from the migrations. Moments are UTC, local days are `YYYY-MM-DD`.\n",
    );
    let all = meanings();
    for table in all.iter().filter(|m| m.column.is_none()) {
        // Writing to a string cannot fail.
        let _ = write!(page, "\n## {}\n\n{}\n\n| column | meaning |\n|---|---|\n", table.table, table.text);
        for m in all.iter().filter(|m| m.table == table.table) {
            if let Some(column) = &m.column {
                let _ = writeln!(page, "| `{column}` | {} |", escaped(&m.text));
            }
        }
    }
    page
}

/// Text that means the same in a Markdown table.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
