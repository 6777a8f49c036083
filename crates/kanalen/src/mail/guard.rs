// SPDX-License-Identifier: EUPL-1.2
//! May a machine of ours answer this mail? Two machines that answer each other fill a mailbox overnight;
//! every rule here keeps one such pair apart (RFC 3834 section 2, and what peers learned the hard way).

use std::time::Duration;

use kernel::Time;

use super::message::{Address, AutoKind, InboundMail, ReturnPath};

/// An address gets at most one automatic answer in this time.
pub const ONE_ANSWER_PER: Duration = Duration::from_hours(24);
/// A mail that passed more systems than this goes in circles.
pub const MAX_HOPS: usize = 40;

/// Why a mail gets no automatic answer. A person may still answer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// There is no address to answer to.
    NobodyToAnswer,
    /// Its return path is explicitly empty.
    EmptyReturnPath,
    /// A machine sent it.
    Machine,
    /// It came by a list or went to many.
    Bulk,
    /// It asks machines to be silent.
    Suppressed,
    /// The address belongs to a machine or is not read by anybody.
    MachineAddress,
    /// It comes from ourselves.
    Ourselves,
    /// It goes in circles.
    Loop,
    /// This address had an automatic answer less than [`ONE_ANSWER_PER`] ago.
    AnsweredRecently,
}

/// Names before the at sign that no person reads.
const MACHINES: [&str; 22] = [
    "mailer-daemon",
    "postmaster",
    "noreply",
    "no-reply",
    "no_reply",
    "donotreply",
    "do-not-reply",
    "do_not_reply",
    "niet-beantwoorden",
    "nietbeantwoorden",
    "niet_beantwoorden",
    "geenantwoord",
    "geen-antwoord",
    "bounce",
    "bounces",
    "abuse",
    "hostmaster",
    "listserv",
    "majordomo",
    "mailman",
    "autoreply",
    "root",
];

/// Whether a machine may answer. `own` are the domains whose mail is ours, in lower case; `last` is when
/// this address last got an automatic answer.
pub fn may_answer(
    mail: &InboundMail,
    own: &[String],
    last: Option<Time>,
    now: Time,
) -> Result<Address, Silence> {
    let to = mail.answer_to().ok_or(Silence::NobodyToAnswer)?;
    let senders = [Some(&to), mail.from.as_ref(), mail.sender_field.as_ref()];
    let any = |test: &dyn Fn(&Address) -> bool| senders.iter().flatten().any(|a| test(a));
    let refused = if mail.return_path == ReturnPath::Empty {
        Some(Silence::EmptyReturnPath)
    } else if matches!(mail.auto, AutoKind::Replied | AutoKind::Generated) {
        Some(Silence::Machine)
    } else if mail.auto != AutoKind::None {
        Some(Silence::Bulk)
    } else if mail.suppress {
        Some(Silence::Suppressed)
    } else if mail.from_daemon || any(&is_machine) {
        Some(Silence::MachineAddress)
    } else if any(&|a| is_own(a, own)) {
        Some(Silence::Ourselves)
    } else if mail.hops > MAX_HOPS {
        Some(Silence::Loop)
    } else if last.is_some_and(|last| now.since(last) < ONE_ANSWER_PER) {
        Some(Silence::AnsweredRecently)
    } else {
        None
    };
    refused.map_or(Ok(to), Err)
}

/// `no-reply@`, `bounces+123@`, `noreply-paspoort@` and the like.
fn is_machine(address: &Address) -> bool {
    let local = address.local().to_lowercase();
    let name = local.split('+').next().unwrap_or_default();
    MACHINES.iter().any(|m| {
        name.strip_prefix(m).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', '.', '=']))
    })
}

/// A mail from our own domain, or one below it, was written by us or pretends to be.
fn is_own(address: &Address, own: &[String]) -> bool {
    own.iter().any(|domain| {
        let host = address.domain();
        host == domain || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::parse;

    fn ask(headers: &str) -> Result<String, Silence> {
        let mail = parse(format!("{headers}\r\n\r\nDag").as_bytes()).unwrap();
        may_answer(&mail, &["thuishaven.nl".to_owned()], None, now()).map(|a| a.email)
    }

    fn now() -> Time {
        Time::parse("2026-11-24T10:00:00Z").unwrap()
    }

    #[test]
    fn a_resident_gets_an_answer_at_the_address_asked_for() {
        assert_eq!(ask("From: Jan <jan@x.nl>\r\nReturn-Path: <jan@x.nl>"), Ok("jan@x.nl".to_owned()));
        assert_eq!(
            ask("From: jan@x.nl\r\nReply-To: thuis@x.nl\r\nAuto-Submitted: no"),
            Ok("thuis@x.nl".to_owned())
        );
        assert_eq!(ask("From: bouncer@x.nl"), Ok("bouncer@x.nl".to_owned()));
        assert_eq!(ask("From: jan@nietthuishaven.nl"), Ok("jan@nietthuishaven.nl".to_owned()));
    }

    #[test]
    fn machines_lists_ourselves_and_loops_get_silence() {
        for (headers, why) in [
            ("Subject: wie", Silence::NobodyToAnswer),
            ("From: a@x.nl\r\nReturn-Path: <>", Silence::EmptyReturnPath),
            ("From: a@x.nl\r\nAuto-Submitted: auto-replied", Silence::Machine),
            ("From: a@x.nl\r\nAuto-Submitted: auto-generated", Silence::Machine),
            ("From: a@x.nl\r\nPrecedence: bulk", Silence::Bulk),
            ("From: a@x.nl\r\nPrecedence: junk", Silence::Bulk),
            ("From: a@x.nl\r\nPrecedence: list", Silence::Bulk),
            ("From: a@x.nl\r\nList-Id: <n.x.nl>", Silence::Bulk),
            ("From: a@x.nl\r\nX-Auto-Response-Suppress: All", Silence::Suppressed),
            ("From: MAILER-DAEMON@x.nl", Silence::MachineAddress),
            ("From: postmaster@x.nl", Silence::MachineAddress),
            ("From: NoReply@x.nl", Silence::MachineAddress),
            ("From: no-reply-paspoort@x.nl", Silence::MachineAddress),
            ("From: bounces+1=2@x.nl", Silence::MachineAddress),
            ("From: jan@x.nl\r\nReply-To: no-reply@x.nl", Silence::MachineAddress),
            ("From: info@thuishaven.nl", Silence::Ourselves),
            ("From: a@x.nl\r\nReply-To: post@kcc.Thuishaven.NL", Silence::Ourselves),
        ] {
            assert_eq!(ask(headers), Err(why), "{headers}");
        }
        let circles = format!(
            "From: a@x.nl{}",
            "\r\nReceived: from x by y; Tue, 24 Nov 2026 11:05:29 +0100".repeat(MAX_HOPS + 1)
        );
        assert_eq!(ask(&circles), Err(Silence::Loop));
    }

    #[test]
    fn an_address_is_answered_by_a_machine_once_a_day() {
        let mail = parse(b"From: jan@x.nl\r\n\r\nDag").unwrap();
        let ago = |hours: u64| Some(now() - Duration::from_hours(hours));
        assert_eq!(may_answer(&mail, &[], ago(23), now()), Err(Silence::AnsweredRecently));
        assert!(may_answer(&mail, &[], ago(24), now()).is_ok());
        // A clock that was set back must not open the gate.
        assert_eq!(
            may_answer(&mail, &[], Some(now() + Duration::from_mins(1)), now()),
            Err(Silence::AnsweredRecently)
        );
    }
}
