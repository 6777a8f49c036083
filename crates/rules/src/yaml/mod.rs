// SPDX-License-Identifier: EUPL-1.2
//! YAML as a tree of nodes that know where they stand.
//!
//! Rule files come from outside, so everything has a limit: size, depth, number of nodes. Anchors, aliases and tags are
//! refused (the format does not use them, and aliases are how a small file becomes a large one). A key that stands twice
//! in one mapping is refused: the reader and the reviewer might see different values.

mod node;

use std::sync::Arc;

pub use node::{Data, Entry, Node};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::error::{Place, Problem, Result};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// Deepest nesting.
pub const MAX_DEPTH: usize = 64;
/// Most keys in one mapping.
pub const MAX_KEYS: usize = 1_000;
/// Most nodes in one file.
pub const MAX_NODES: usize = 200_000;

/// Reads one YAML document.
pub fn read(file: &str, text: &str) -> Result<Node> {
    let file: Arc<str> = file.into();
    let start = Place { file: file.clone(), line: 1, column: 1 };
    if text.len() > MAX_BYTES {
        return Err(Problem::new(&start, format!("the file is larger than {} MiB", MAX_BYTES >> 20)));
    }
    let mut builder = Builder { file, open: Vec::new(), root: None, nodes: 0 };
    for event in Parser::new_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        let (event, span) = event.map_err(|e| {
            let mark = *e.marker();
            let place = builder.place(Span::new(mark, mark));
            Problem::new(&place, format!("this is not valid YAML: {}", e.info()))
        })?;
        builder.take(event, span)?;
    }
    builder.root.ok_or_else(|| Problem::new(&start, "the file is empty"))
}

/// A collection whose end has not been read yet.
struct Open {
    place: Place,
    data: Data,
    key: Option<(Arc<str>, Place)>,
}

struct Builder {
    file: Arc<str>,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder {
    fn place(&self, span: Span) -> Place {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place {
            file: self.file.clone(),
            line: number(span.start.line()).max(1),
            column: number(span.start.col()).saturating_add(1),
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<()> {
        let place = self.place(span);
        match event {
            Event::Alias(_) => Err(Problem::new(
                &place,
                "anchors and aliases (& and *) are not allowed here; write the value out",
            )),
            Event::Scalar(text, style, anchor, tag) => {
                refuse_extras(&place, anchor, tag.is_some())?;
                let data = Data::Scalar { text: text.as_ref().into(), plain: style == ScalarStyle::Plain };
                self.finished(Node { place, data })
            }
            Event::SequenceStart(anchor, tag) => {
                refuse_extras(&place, anchor, tag.is_some())?;
                self.begin(place, Data::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                refuse_extras(&place, anchor, tag.is_some())?;
                self.begin(place, Data::Map(Vec::new()))
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.finished(Node { place: open.place, data: open.data }),
                None => Err(Problem::new(&place, "a list or mapping ends that did not begin")),
            },
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(Problem::new(&place, "a second document begins here; one file holds one regulation"))
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, place: Place, data: Data) -> Result<()> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem::new(&place, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        self.open.push(Open { place, data, key: None });
        Ok(())
    }

    /// A node is complete: it becomes the root, an item, a key, or the value of the key before it.
    fn finished(&mut self, node: Node) -> Result<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Problem::new(&node.place, format!("more than {MAX_NODES} values in one file")));
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut parent.data {
            Data::List(items) => items.push(node),
            Data::Map(entries) => {
                if let Some((key, place)) = parent.key.take() {
                    entries.push(Entry { key, place, value: node });
                    return Ok(());
                }
                let Data::Scalar { text, .. } = &node.data else {
                    return Err(Problem::new(&node.place, "a key must be a plain word"));
                };
                if entries.iter().any(|e| e.key == *text) {
                    return Err(Problem::new(&node.place, format!("'{text}' stands here twice; keep one")));
                }
                if entries.len() >= MAX_KEYS {
                    return Err(Problem::new(
                        &node.place,
                        format!("more than {MAX_KEYS} keys in one mapping"),
                    ));
                }
                parent.key = Some((text.clone(), node.place));
            }
            Data::Scalar { .. } => {}
        }
        Ok(())
    }
}

fn refuse_extras(place: &Place, anchor: usize, tag: bool) -> Result<()> {
    if anchor != 0 {
        return Err(Problem::new(
            place,
            "anchors and aliases (& and *) are not allowed here; write the value out",
        ));
    }
    if tag {
        return Err(Problem::new(place, "type tags (!) are not allowed here"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_where_it_stands() {
        let root = read("wet.yaml", "a: 1\nb:\n  - x\n  - c: 'y'\n").unwrap();
        let b = root.get("b").unwrap().list().unwrap();
        assert_eq!(b[0].place.to_string(), "wet.yaml:3:5");
        assert_eq!(b[1].get("c").unwrap().place.to_string(), "wet.yaml:4:8");
    }

    #[test]
    fn what_could_grow_or_mislead_is_refused_with_its_place() {
        let refused = |text: &str| read("w", text).unwrap_err().to_string();
        assert!(refused("a: &x 1\nb: *x\n").starts_with("w:1:"), "{}", refused("a: &x 1\nb: *x\n"));
        assert!(refused("a: 1\na: 2\n").contains("w:2:1: 'a' stands here twice"));
        assert!(refused("a: !!int 1\n").contains("tags"));
        assert!(refused("? [a]\n: 1\n").contains("plain word"));
        assert!(refused("---\na: 1\n---\nb: 2\n").contains("second document"));
        assert!(refused("").contains("empty"));
        assert!(refused("a: [1, 2").contains("not valid YAML"));
        assert!(refused(&"[".repeat(MAX_DEPTH + 1)).contains("nested deeper"));
        assert!(read("w", &"[".repeat(100_000)).is_err());
        assert!(refused(&format!("[{}]", "1,".repeat(MAX_NODES + 1))).contains("values in one file"));
        let keys = (0..=MAX_KEYS).map(|n| format!("k{n}: 1")).collect::<Vec<_>>().join("\n");
        assert!(refused(&keys).contains("keys in one mapping"));
        assert!(refused(&" ".repeat(MAX_BYTES + 1)).contains("larger"));
    }
}
