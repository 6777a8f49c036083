// SPDX-License-Identifier: EUPL-1.2
//! Values and names as people read them.

use kernel::dutch;

use crate::law::Unit;
use crate::value::{Date, Number, Rounding, Value};

/// A value in Dutch: `€ 1.234,56`, `18 jaar`, `1 juni 2024`, `ja`.
pub fn value(value: &Value, unit: Unit) -> String {
    match value {
        Value::Unknown => "nog niet bekend".to_owned(),
        Value::Fault(_) => "niet te berekenen".to_owned(),
        Value::Absent => "geen".to_owned(),
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nee".to_owned(),
        Value::Number(n) => number(*n, unit),
        Value::Date(d) => day(*d),
        Value::Text(t) => Date::parse(t).map_or_else(|| t.to_string(), day),
        Value::List(items) if items.iter().any(|i| matches!(i, Value::Row(_))) => {
            let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
            dutch::count(count, "regel", "regels")
        }
        Value::List(items) if items.is_empty() => "niets".to_owned(),
        Value::List(items) => {
            let texts: Vec<String> = items.iter().map(|i| self::value(i, unit)).collect();
            dutch::list(&texts)
        }
        Value::Row(_) => "een regel".to_owned(),
    }
}

fn day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    let part = |n: i32| i8::try_from(n).unwrap_or(1);
    i16::try_from(year)
        .ok()
        .and_then(|year| jiff::civil::Date::new(year, part(month), part(day)).ok())
        .map_or_else(|| date.to_string(), dutch::day)
}

fn number(n: Number, unit: Unit) -> String {
    match unit {
        Unit::Eurocent => Number::ratio(1, 100).and_then(|c| n.times(c)).map_or_else(|| n.to_string(), euro),
        Unit::Euro => euro(n),
        Unit::Percentage => format!("{} %", plain(n)),
        Unit::Years => format!("{} jaar", plain(n)),
        Unit::Months => counted(n, "maand", "maanden"),
        Unit::Weeks => counted(n, "week", "weken"),
        Unit::Days => counted(n, "dag", "dagen"),
        Unit::Open | Unit::Ratio => plain(n),
    }
}

fn counted(n: Number, one: &str, more: &str) -> String {
    format!("{} {}", plain(n), if n == Number::ONE { one } else { more })
}

/// An amount of money, to the cent.
fn euro(n: Number) -> String {
    let Some(cents) = n.round(2, Rounding::HalfUp).and_then(|n| n.times(Number::from(100))?.whole()) else {
        return format!("€ {n}");
    };
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    format!("€ {sign}{},{rest:02}", i64::try_from(whole).map_or_else(|_| whole.to_string(), dutch::number))
}

/// A number with a comma; one without end to four decimals.
fn plain(n: Number) -> String {
    let rounded = if n.decimals().is_some_and(|d| d <= 6) { Some(n) } else { n.round(4, Rounding::HalfUp) };
    let text = rounded.unwrap_or(n).to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let whole = match whole.parse::<i64>() {
        Ok(0) if whole.starts_with('-') => "-0".to_owned(),
        Ok(w) => dutch::number(w),
        Err(_) => whole.to_owned(),
    };
    if rest.is_empty() { whole } else { format!("{whole},{rest}") }
}

/// A name of a rule in words: `heeft_recht` is "heeft recht".
pub fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// The same sentence with a capital first.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_people_read_them() {
        let cents = |n: i64| value(&Value::whole(n), Unit::Eurocent);
        assert_eq!(cents(123_456), "€ 1.234,56");
        assert_eq!(cents(-5), "€ -0,05");
        let third = Value::Number(Number::ratio(100, 3).unwrap());
        assert_eq!(value(&third, Unit::Eurocent), "€ 0,33");
        assert_eq!(value(&third, Unit::Open), "33,3333");
        assert_eq!(value(&Value::Number(Number::parse("-0.5").unwrap()), Unit::Open), "-0,5");
        assert_eq!(value(&Value::whole(1), Unit::Months), "1 maand");
        assert_eq!(value(&Value::whole(18), Unit::Years), "18 jaar");
        assert_eq!(value(&Value::text("2024-06-01"), Unit::Open), "1 juni 2024");
        assert_eq!(value(&Value::Absent, Unit::Open), "geen");
        let list = Value::List(vec![Value::text("a"), Value::text("b")].into());
        assert_eq!(value(&list, Unit::Open), "a en b");
    }
}
