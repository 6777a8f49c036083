// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats`: the statistics of `crates/stats` on figures given on the command line; no database.

mod compare;
mod erlang;
mod proportion;
mod read;
mod sample_size;

use anyhow::Result;
use clap::Subcommand;
use serde::Serialize;

/// What to compute.
#[derive(Debug, Subcommand)]
pub enum Stats {
    /// How well so many agents answer the phone, or how many agents a goal takes (Erlang C; Erlang A with --patience).
    #[command(
        after_help = "Example:\n  voordeur stats erlang --calls 100 --per 30m --handling 3m --agents 14 --within 20s\n  voordeur stats erlang --calls 100 --per 30m --handling 3m --share 0.8 --within 20s --patience 3m"
    )]
    Erlang(erlang::Erlang),
    /// How sure a share is (Wilson).
    #[command(after_help = "Example:\n  voordeur stats proportion --hits 18 --of 20")]
    Proportion(proportion::Proportion),
    /// Whether a change worked: one of four verdicts, in Dutch.
    #[command(
        after_help = "Example:\n  voordeur stats compare --before 240/400 --after 290/400 --relevant 0.1\n  voordeur stats compare --before 7.1,1.5,150 --after 7.6,1.4,160 --relevant 0.5 --unit punt"
    )]
    Compare(compare::Compare),
    /// How many observations a proof or a survey needs.
    #[command(
        after_help = "Example:\n  voordeur stats sample-size --from 0.60 --to 0.66\n  voordeur stats sample-size --difference 0.5 --sd 1.5\n  voordeur stats sample-size --margin 0.05 --population 25000"
    )]
    SampleSize(sample_size::SampleSize),
}

/// Computes and prints.
pub fn run(what: &Stats) -> Result<()> {
    print!("{}", answer(what)?);
    Ok(())
}

fn answer(what: &Stats) -> Result<String> {
    match what {
        Stats::Erlang(args) => said(args.json, &args.compute()?, erlang::Answer::lines),
        Stats::Proportion(args) => said(args.json, &args.compute()?, proportion::lines),
        Stats::Compare(args) => said(args.json, &args.compute()?, compare::lines),
        Stats::SampleSize(args) => said(args.json, &args.compute()?, sample_size::Answer::lines),
    }
}

fn said<T: Serialize>(json: bool, answer: &T, lines: impl Fn(&T) -> String) -> Result<String> {
    Ok(if json { format!("{}\n", serde_json::to_string_pretty(answer)?) } else { lines(answer) })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        what: Stats,
    }

    fn told(line: &str) -> Result<String> {
        answer(&Line::try_parse_from(std::iter::once("stats").chain(line.split(' ')))?.what)
    }

    fn refused(line: &str) -> String {
        told(line).unwrap_err().to_string()
    }

    #[test]
    fn the_published_call_centre() {
        let text = told("erlang --calls 100 --per 30m --handling 3m --agents 14 --within 20s").unwrap();
        assert!(text.contains("must wait            17.41 %"), "{text}");
        assert!(text.contains("answered within 20 s 88.84 %"), "{text}");
        let json =
            told("erlang --calls 100 --per 30m --handling 3m --agents 14 --within 20s --json").unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!((json["within"].as_f64().unwrap() - 0.888_350_02).abs() < 5e-9);
    }

    #[test]
    fn agents_for_a_goal_with_and_without_patience() {
        let goal = "erlang --calls 100 --per 30m --handling 3m --within 20s --share 0.8";
        assert!(told(goal).unwrap().starts_with("14 agents"), "{}", told(goal).unwrap());
        let impatient = told(&format!("{goal} --patience 2m")).unwrap();
        assert!(impatient.contains("walks away"), "{impatient}");
    }

    #[test]
    fn a_share_with_its_interval() {
        assert_eq!(
            told("proportion --hits 18 --of 20").unwrap(),
            "90.00 %, with 95 % certainty 69.90 to 97.21 %\n"
        );
        assert!(told("proportion --hits 18 --of 20 --population 20").unwrap().contains("90.00 to 90.00 %"));
    }

    #[test]
    fn a_verdict_in_dutch() {
        let text = told("compare --before 240/400 --after 290/400 --relevant 0.1").unwrap();
        assert!(text.starts_with("Het is aantoonbaar beter: van 60% naar 72,5%."), "{text}");
        let text =
            told("compare --before 7.1,1.5,150 --after 7.1,1.5,20 --relevant 0.5 --unit punt").unwrap();
        assert!(text.starts_with("Nog niet te zeggen"), "{text}");
    }

    #[test]
    fn sizes() {
        assert!(told("sample-size --from 0.60 --to 0.66").unwrap().starts_with("1049 per group"));
        assert!(told("sample-size --difference 0.5 --sd 1.5").unwrap().starts_with("143 per group"));
        assert!(told("sample-size --margin 0.05").unwrap().starts_with("385 answers"));
    }

    #[test]
    fn nonsense_is_refused_with_the_reason() {
        assert_eq!(
            refused("erlang --calls 100 --per 30m --handling 3m --agents 10 --within 20s"),
            "agents: 10.00 erlang fills 10 agents: the queue grows without end; take more agents"
        );
        assert_eq!(
            refused("proportion --hits 3 --of 2"),
            "share: 3 hits among 2 trials: more hits than trials"
        );
        assert!(refused("compare --before 3/2 --after 1/2 --relevant 0.1").contains("more hits than trials"));
        assert!(refused("compare --before 1/2 --after 7,1,9 --relevant 0.1").contains("one is a share"));
        assert!(refused("sample-size --from 0.6 --to 66").contains("not a percentage"));
        assert!(refused("erlang --calls 9 --per 30 --handling 3m --agents 1").contains("like 20s, 3m or 1h"));
        assert!(refused("erlang --calls 9 --per 30m --handling 3m").contains("--agents"));
    }
}
