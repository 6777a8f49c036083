// SPDX-License-Identifier: EUPL-1.2
//! What is known of a value, in one byte, so that the compiler can do sixteen rows or more at a time.
//!
//! Exactly one bit is set, or none for unknown. A truth is its state: YES or NO. A number, day or text that is known is
//! YES, and its value stands beside it.

/// Known; of a truth: true.
pub(super) const YES: u8 = 1;
/// A truth that is false.
pub(super) const NO: u8 = 2;
/// Known not to exist.
pub(super) const ABSENT: u8 = 4;
/// Only the exact executor can tell.
pub(super) const DOUBT: u8 = 8;

/// Needs both: what does not exist cannot be calculated with.
#[inline]
pub(super) fn strict(a: u8, b: u8) -> u8 {
    let any = a | b;
    (a & b & YES) | (any & DOUBT) | ((any & ABSENT) << 1)
}

/// 255 where the lowest bit is set, else 0.
#[inline]
fn all_bits(bit: u8) -> u8 {
    0_u8.wrapping_sub(bit & 1)
}

/// AND: what does not exist is not so.
#[inline]
pub(super) fn and(a: u8, b: u8) -> u8 {
    let any = a | b;
    let no = ((any >> 1) | (any >> 2)) & 1;
    (no << 1) | (((a & b & YES) | (any & DOUBT)) & !all_bits(no))
}

/// OR.
#[inline]
pub(super) fn or(a: u8, b: u8) -> u8 {
    let any = a | b;
    let yes = any & YES;
    let no = (a | (a >> 1)) & (b | (b >> 1)) & NO;
    yes | ((no | (any & DOUBT)) & !all_bits(yes))
}

/// NOT.
#[inline]
pub(super) fn not(a: u8) -> u8 {
    ((a & YES) << 1) | ((a >> 1) & YES) | ((a >> 2) & YES) | (a & DOUBT)
}

/// Whether two values are the same; `same` is 1 when their values are. Absence equals absence only.
#[inline]
pub(super) fn equal(a: u8, b: u8, same: u8) -> u8 {
    let told = (a | (a >> 2)) & (b | (b >> 2)) & 1;
    let equal = (a & b & same & YES) | (((a & b) >> 2) & 1);
    (told & equal) | ((told & !equal & 1) << 1) | ((a | b) & DOUBT)
}

/// Whether two truths are the same.
#[inline]
pub(super) fn alike(a: u8, b: u8) -> u8 {
    let told = u8::from(a != 0) & u8::from(b != 0) & !((a | b) >> 3) & 1;
    let equal = u8::from(a == b);
    (told & equal) | ((told & !equal & 1) << 1) | ((a | b) & DOUBT)
}

/// IF: `agreed` is what holds when the condition does not decide.
#[inline]
pub(super) fn choose(when: u8, then: u8, other: u8, agreed: u8) -> u8 {
    let yes = all_bits(when);
    let no = all_bits((when >> 1) | (when >> 2));
    let doubt = all_bits((when | then | other) >> 3);
    (yes & then) | (no & other) | (!(yes | no) & ((doubt & DOUBT) | (!doubt & agreed)))
}

/// What two branches agree on: known and the same, or both absent.
#[inline]
pub(super) fn agreed(then: u8, other: u8, same: u8) -> u8 {
    then & other & (same | ABSENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [u8; 5] = [0, YES, NO, ABSENT, DOUBT];

    #[test]
    fn each_table_of_truth_is_the_one_of_the_exact_executor() {
        for a in ALL {
            for b in ALL {
                let pair = [a, b];
                let has = |s: u8| pair.contains(&s);
                let false_ish = |s: u8| s == NO || s == ABSENT;
                let wanted = if pair.iter().any(|&s| false_ish(s)) {
                    NO
                } else if has(DOUBT) {
                    DOUBT
                } else if has(0) {
                    0
                } else {
                    YES
                };
                assert_eq!(and(a, b), wanted, "and {a} {b}");
                let wanted = if has(YES) {
                    YES
                } else if has(DOUBT) {
                    DOUBT
                } else if has(0) {
                    0
                } else {
                    NO
                };
                assert_eq!(or(a, b), wanted, "or {a} {b}");
                let open = |told: u8| {
                    if has(DOUBT) {
                        DOUBT
                    } else if has(0) {
                        0
                    } else {
                        told
                    }
                };
                assert_eq!(alike(a, b), open(if a == b { YES } else { NO }), "alike {a} {b}");
                if !has(NO) {
                    assert_eq!(strict(a, b), if has(ABSENT) || has(DOUBT) { DOUBT } else { open(YES) });
                    for same in [0, 1] {
                        let equal = (a == YES && b == YES && same == 1) || (a == ABSENT && b == ABSENT);
                        assert_eq!(
                            equal_of(a, b, same),
                            open(if equal { YES } else { NO }),
                            "{a} {b} {same}"
                        );
                    }
                }
            }
            assert_eq!(
                not(a),
                [(0, 0), (YES, NO), (NO, YES), (ABSENT, YES), (DOUBT, DOUBT)]
                    .into_iter()
                    .find(|p| p.0 == a)
                    .unwrap()
                    .1
            );
        }
    }

    fn equal_of(a: u8, b: u8, same: u8) -> u8 {
        equal(a, b, same)
    }

    #[test]
    fn a_condition_that_does_not_decide_leaves_what_both_branches_agree_on() {
        for (when, then, other, same, wanted) in [
            (YES, 0, DOUBT, 0, 0),
            (NO, DOUBT, YES, 0, YES),
            (ABSENT, DOUBT, ABSENT, 0, ABSENT),
            (0, YES, YES, 1, YES),
            (0, YES, YES, 0, 0),
            (0, ABSENT, ABSENT, 0, ABSENT),
            (0, YES, ABSENT, 1, 0),
            (0, YES, DOUBT, 1, DOUBT),
            (DOUBT, YES, YES, 1, DOUBT),
        ] {
            assert_eq!(
                choose(when, then, other, agreed(then, other, same)),
                wanted,
                "{when} {then} {other} {same}"
            );
        }
    }
}
