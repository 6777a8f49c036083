// SPDX-License-Identifier: EUPL-1.2
//! Shows some lives of the plan: `cargo run -p thuishaven --example kijk -- [first] [how many]`.
use kernel::Time;
use thuishaven::Thuishaven;

fn main() -> kernel::Result<()> {
    let mut args = std::env::args().skip(1).filter_map(|a| a.parse::<usize>().ok());
    let (first, many) = (args.next().unwrap_or(0), args.next().unwrap_or(20));
    let town = Thuishaven::load()?;
    let plan = town.plan(42, Time::parse("2026-11-23T15:00:00Z")?)?;
    for life in plan.lives().skip(first).take(many) {
        println!(
            "== {} {} {} {} {} {} -> {} once={} due {}",
            life.number,
            life.received.local().strftime("%a %d-%m %H:%M"),
            life.kanaal,
            life.onderwerp,
            life.wijk,
            life.soort,
            life.antwoordkanaal,
            life.at_once,
            life.due.local().strftime("%a %d-%m %H:%M")
        );
        println!("   [{}]\n   {}", life.titel, life.tekst.replace('\n', "\n   "));
        for step in &life.steps {
            println!("   {} {:?}", step.at.local().strftime("%a %d-%m %H:%M"), step.kind);
        }
    }
    Ok(())
}
