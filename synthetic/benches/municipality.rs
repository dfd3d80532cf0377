//! What the invented municipality's whole record costs: `cargo bench -p trin-synthetic --bench municipality`.
//!
//! Everything runs on one core. `TRIN_BENCH_CHILDREN` changes the size; the default is the demo's.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::Timestamp;
use std::hint::black_box;
use std::time::Duration;
use trin_domain::calendar;
use trin_domain::strategy::Strategy;
use trin_domain::{access, duties, ladder};
use trin_synthetic::{Options, families, family, municipality};

fn measure(criterion: &mut Criterion) {
    let now: Timestamp = "2026-03-17T09:30:00+01:00".parse().expect("an instant");
    let children = std::env::var("TRIN_BENCH_CHILDREN").ok().map_or(4_700, |text| text.parse().expect("a whole number"));
    let options = Options { children, ..Options::new(1, now) };
    let strategy = Strategy::named("kerteminde-2021").expect("it ships with Trin");
    let town = municipality(&options);
    let (mut records, mut count, mut commands) = (Vec::new(), 0, 0);
    for family in families(&options, strategy, &town) {
        count += 1;
        commands += family.commands.len() as u64;
        records.extend(family.records);
    }
    let entries = records.iter().map(|record| record.entries().len() as u64).sum();
    let longest = records.iter().max_by_key(|record| record.entries().len()).expect("a municipality has children");
    let states: Vec<_> = records.iter().map(|record| record.state()).collect();
    let open = states.iter().filter(|state| state.is_open).count();
    let owed: usize = states.iter().map(|state| duties::of(state, strategy).len()).sum();
    println!(
        "{} children, {open} open cases, {commands} commands, {entries} entries, {owed} duties; the longest record has {} entries",
        records.len(),
        longest.entries().len()
    );

    let mut one = criterion.benchmark_group("the longest record");
    one.throughput(Throughput::Elements(longest.entries().len() as u64));
    one.bench_function("entries folded", |bench| bench.iter(|| black_box(longest).state()));
    let state = longest.state();
    one.throughput(Throughput::Elements(1));
    one.bench_function("its duties", |bench| bench.iter(|| duties::of(black_box(&state), strategy)));
    one.finish();

    let mut all = criterion.benchmark_group("the whole municipality");
    all.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(8));
    all.throughput(Throughput::Elements(entries));
    all.bench_function("entries folded", |bench| {
        bench.iter(|| records.iter().map(|record| black_box(record).state().version.0).sum::<u32>());
    });
    all.throughput(Throughput::Elements(records.len() as u64));
    all.bench_function("children's duties, folded before", |bench| {
        bench.iter(|| states.iter().map(|state| duties::of(black_box(state), strategy).len()).sum::<usize>());
    });
    all.bench_function("children's positions, folded before", |bench| {
        let today = calendar::day_of(now);
        bench.iter(|| states.iter().filter_map(|state| ladder::position_on(black_box(state), strategy, today)).count());
    });
    all.bench_function("children's grants to one caseworker, folded before", |bench| {
        let worker = town.person(trin_domain::kinds::Role::Caseworker).expect("someone is");
        bench.iter(|| states.iter().filter_map(|state| access::grant(black_box(state), strategy, worker, |_| None, now)).count());
    });
    all.finish();

    let mut made = criterion.benchmark_group("invented");
    made.sample_size(10).measurement_time(Duration::from_secs(8));
    let some = count.min(200);
    let of_some: u64 = (0..some).map(|nth| family(&options, strategy, &town, nth).commands.len() as u64).sum();
    made.throughput(Throughput::Elements(of_some));
    made.bench_function("commands decided", |bench| {
        bench.iter(|| (0..some).map(|nth| family(&options, strategy, &town, nth).commands.len()).sum::<usize>());
    });
    made.finish();
}

criterion_group!(benches, measure);
criterion_main!(benches);
