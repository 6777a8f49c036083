// SPDX-License-Identifier: EUPL-1.2
//! Dutch that stands in Rust sources: messages, errors and explanations. A string counts when it reads as Dutch: at least
//! four words, of which the small ones are Dutch more often than English. Tests and texts for tests are left out.

/// Small words that tell Dutch from English here; neither list has a word of the other language.
const DUTCH: &str = "de het een en van op te u uw wij niet dat die er aan met voor zijn dit deze om kan wordt heeft naar bij \
                     geen als uit ook moet hebt bent je ons onze maar nog kunt staat meer dan wel al door";
const ENGLISH: &str =
    "the of and to a that it for on with as are be by not this from at or has have no its which than";

/// Fewest words of a Dutch text; less is a label or a name.
const FEWEST: usize = 4;

/// So many words without any mark of a sentence are a list of words or columns.
const LONGEST_LINE: usize = 20;

/// The Dutch texts of a source file, in order.
pub fn dutch(source: &str) -> Vec<String> {
    strings(without_tests(source)).into_iter().filter(|text| is_dutch(text)).collect()
}

/// Our files end with their tests.
fn without_tests(source: &str) -> &str {
    let end = source.match_indices("#[cfg(test)]\n").find(|(at, mark)| {
        let next = source[at + mark.len()..].lines().next().unwrap_or("");
        next.starts_with("mod ") && next.ends_with('{')
    });
    &source[..end.map_or(source.len(), |(at, _)| at)]
}

fn is_dutch(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| w.chars().any(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect();
    let count =
        |list: &str| words.iter().filter(|w| list.split_whitespace().any(|l| l == w.as_str())).count();
    let (dutch, english) = (count(DUTCH), count(ENGLISH));
    // SQL, paths and styles hold words too.
    let is_code = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "</", "://", "_id"];
    let is_list = words.len() >= LONGEST_LINE && !text.contains(['.', ':', '?', '!']);
    words.len() >= FEWEST && dutch > english && !is_list && !is_code.iter().any(|c| text.contains(c))
}

/// The string literals of a source, in order, as the program has them.
fn strings(source: &str) -> Vec<String> {
    let letters: Vec<char> = source.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or('\0');
    let mut found = Vec::new();
    let mut place = 0;
    while place < letters.len() {
        match (at(place), at(place + 1)) {
            ('/', '/') => {
                while place < letters.len() && at(place) != '\n' {
                    place += 1;
                }
            }
            ('r', '"' | '#') if !at(place.wrapping_sub(1)).is_alphanumeric() => {
                let marks = letters[place + 1..].iter().take_while(|c| **c == '#').count();
                let begin = place + 1 + marks + 1;
                if at(place + 1 + marks) != '"' {
                    place += 1;
                    continue;
                }
                let end = (begin..letters.len())
                    .find(|n| at(*n) == '"' && (1..=marks).all(|m| at(n + m) == '#'))
                    .unwrap_or(letters.len());
                found.push(letters[begin..end].iter().collect());
                place = end + 1 + marks;
            }
            // A letter; a lifetime has no second mark.
            ('\'', '\\') => {
                place = (place + 3..letters.len()).find(|n| at(*n) == '\'').unwrap_or(letters.len()) + 1;
            }
            ('\'', _) => place += if at(place + 2) == '\'' { 3 } else { 1 },
            ('"', _) => {
                let (text, end) = string(&letters, place + 1);
                found.push(text);
                place = end;
            }
            _ => place += 1,
        }
    }
    found
}

/// A string whose first letter is at this place, and the place after it.
fn string(letters: &[char], from: usize) -> (String, usize) {
    let mut text = String::new();
    let mut place = from;
    while let Some(letter) = letters.get(place) {
        match letter {
            '"' => return (text, place + 1),
            '\\' => {
                place += 1;
                match letters.get(place) {
                    Some('n') => text.push('\n'),
                    Some('\n') => {
                        while letters.get(place + 1).is_some_and(|c| c.is_whitespace()) {
                            place += 1;
                        }
                    }
                    Some('u') => {
                        let end = (place..letters.len()).find(|n| letters[*n] == '}').unwrap_or(place);
                        let code: String = letters.get(place + 2..end).unwrap_or(&[]).iter().collect();
                        text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                        place = end;
                    }
                    Some('t' | 'r' | '0') => text.push(' '),
                    Some(other) => text.push(*other),
                    None => {}
                }
            }
            other => text.push(*other),
        }
        place += 1;
    }
    (text, place)
}

#[test]
fn strings_are_read_as_the_program_has_them() {
    let source = r##"
/// "Niet dit, want het staat in een opmerking."
const A: char = '"';
fn a<'a>(x: &'a str) -> String { format!("Dit is van u \"en\" niet \
    van mij\u{2019}s.") + r#"Dit "kan" ook met een hekje"# + "one two three of the four" + '\'' }
#[cfg(test)]
mod tests {
    const T: &str = "Dit is een tekst van de test.";
}
"##;
    assert_eq!(
        dutch(source),
        ["Dit is van u \"en\" niet van mij\u{2019}s.", "Dit \"kan\" ook met een hekje"]
    );
}
