//! What somebody shows to prove who they are: a password, a code from an app, a recovery code, a passkey (`passkey.rs`).

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::field::Typed;
use crate::passwords;
use data_encoding::HEXLOWER;
use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use totp_rs::{Builder, Secret, Totp};
use trin_domain::id::StaffId;

/// How many recovery codes are given at a time.
pub(crate) const RECOVERY_CODES: usize = 10;
/// Seconds a code is shown, and how many of its neighbours are taken: a telephone's clock is not always right.
const STEP_SECONDS: u64 = 30;
const NEIGHBOURS: u16 = 1;

/// Whether this is somebody's password. Takes as long when they have none.
pub(crate) async fn password_fits(app: &App, staff: StaffId, password: &str) -> PageResult<bool> {
    let kept = app.store().password(staff).await?;
    let password = password.to_owned();
    if password.chars().count() > passwords::LONGEST {
        return Ok(false);
    }
    // Argon2 takes tens of milliseconds by design: not on a thread that serves pages.
    Ok(tokio::task::spawn_blocking(move || passwords::fits(kept.as_deref(), &password)).await.unwrap_or(false))
}

/// Whether this is a code of somebody's app, or one of their recovery codes. Each is taken once.
pub(crate) async fn code_fits(app: &App, staff: StaffId, typed: &str) -> PageResult<bool> {
    let code: String = typed.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    if code.len() == 6 && code.bytes().all(|letter| letter.is_ascii_digit()) {
        let Some(secret) = app.store().app_secret(staff, true).await? else { return Ok(false) };
        let Some(step) = step_of(app, &secret, &code) else { return Ok(false) };
        return match app.store().use_app_step(staff, step).await {
            // The disk is full: that it was used is remembered here.
            Err(error) if app.emergency().goes_on(&error) => Ok(app.emergency().takes_code(staff, step)),
            used => Ok(used?),
        };
    }
    if code.len() != RECOVERY_LETTERS {
        return Ok(false);
    }
    Ok(app.store().use_recovery_code(staff, &code_hash(&code)).await?)
}

/// The first code of an app that waits to be taken into use.
pub(crate) async fn confirm_app(app: &App, staff: StaffId, typed: &str) -> PageResult<bool> {
    let code: String = typed.chars().filter(char::is_ascii_digit).collect();
    let Some(secret) = app.store().app_secret(staff, false).await? else { return Ok(false) };
    let Some(step) = step_of(app, &secret, &code) else { return Ok(false) };
    Ok(app.store().confirm_app(staff, step).await?)
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).with_skew(NEIGHBOURS).with_step_duration(STEP_SECONDS).build().ok()
}

fn step_of(app: &App, secret: &str, code: &str) -> Option<i64> {
    let now = u64::try_from(app.now().as_second()).ok()?;
    totp(secret)?.check(code, now).and_then(|step| i64::try_from(step).ok())
}

/// A fresh secret for an app, as people type it: 160 bits.
pub(crate) fn new_secret(app: &App) -> String {
    let bytes: Vec<u8> = app.random().into_iter().chain(app.random()).take(20).collect();
    Secret::from(bytes).to_base32()
}

/// What an app is told by its camera.
pub(crate) fn app_address(secret: &str, user: &str, municipality: &str) -> String {
    let escaped = |text: &str| {
        text.bytes().fold(String::new(), |mut all, byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                all.push(char::from(byte));
            } else {
                let _ = write!(all, "%{byte:02X}");
            }
            all
        })
    };
    let issuer = escaped(&format!("Trin {}", municipality.replace(':', " ")));
    let user = escaped(&user.replace(':', " "));
    format!("otpauth://totp/{issuer}:{user}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_SECONDS}")
}

/// A text as a picture a camera reads. Dark on light in any mode: cameras ask for it.
pub(crate) fn qr(text: &str, label: &str) -> Option<Markup> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in 0..size {
            if code.get_module(x, y) {
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
    }
    let (border, whole) = (4, size + 8);
    Some(html! {
        svg.qr role="img" aria-label=(label) viewBox=(format!("-{border} -{border} {whole} {whole}")) width="220" height="220" {
            rect x=(format!("-{border}")) y=(format!("-{border}")) width=(whole) height=(whole) fill="#fff" {}
            path d=(path) fill="#000" shape-rendering="crispEdges" {}
        }
    })
}

/// Letters of a recovery code: 80 bits, so that a plain hash of it cannot be tried out.
const RECOVERY_LETTERS: usize = 16;
/// Letters and digits that are not mistaken for one another.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Fresh recovery codes, as they are shown once.
pub(crate) fn new_recovery_codes(app: &App) -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let letters: Vec<char> = app.random().iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect();
            letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
        })
        .collect()
}

/// What is kept of a recovery code.
pub(crate) fn code_hash(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    HEXLOWER.encode(&Sha256::digest(plain.as_bytes()))
}

/// Fields that carry a secret: never written back into a page.
pub(crate) const SECRET_FIELDS: [&str; 5] = ["adgangskode", "ny", "gentag", "kode", "noegle"];

/// What was typed, without the secrets.
pub(crate) fn without_secrets(typed: Typed) -> Typed {
    let mut typed = typed;
    for name in SECRET_FIELDS {
        typed.replace(name, "");
    }
    typed
}
