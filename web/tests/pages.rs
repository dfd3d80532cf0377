//! What is asked of the pages, in one program: two dozen of them took minutes to link. A trial that has a long form, or that listens to or times
//! all that goes on beside it, is a program of its own.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod provider;
mod support;
mod table;

mod absence;
mod access;
mod admission;
mod asked;
mod asvs;
mod copies;
mod day;
mod door;
mod edges;
mod enquiries;
mod follow_up;
mod help;
mod kept;
mod log;
mod login;
mod login_rows;
mod made_up;
mod network;
mod nobody_at_the_door;
mod oidc;
mod path;
mod record;
mod responsibility;
mod rounds;
mod routes;
mod samples;
mod session;
mod talks;
mod views;
mod worries;
