//! What a token must be before anything it says is believed.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, ClientId, IssuerUrl, JsonWebKey, Nonce, SignatureVerificationError,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::time::SystemTime;
use thiserror::Error;
use trin_domain::sign_in::Claims;

/// How far two clocks may be apart.
pub(super) const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// How old a token may be that has just been asked for, or a message that has just come.
pub(super) const OLDEST: SignedDuration = SignedDuration::from_mins(10);
/// Longest message taken, in bytes.
const LONGEST: usize = 16 * 1024;
/// Longest identity of a person, a session or a message, in bytes.
const LONGEST_ID: usize = 255;
/// The event that ends a login.
const ENDED: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Signatures only the provider can make. `none` and those made with a shared secret are not among them.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why a token is not believed. Nothing of what it says of a person is in here.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum Wrong {
    #[error("the provider does not know the code: {0}")]
    Code(String),
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("no key of the provider's is the one it is signed with")]
    UnknownKey,
    #[error("it is not signed as it must be")]
    Signature,
    #[error("{0} is not what it must be")]
    Claim(&'static str),
}

/// What a token must agree with.
pub(super) struct Expected<'e> {
    pub(super) issuer: &'e IssuerUrl,
    pub(super) client: &'e str,
    pub(super) keys: &'e CoreJsonWebKeySet,
    pub(super) now: Timestamp,
}

/// What the provider says of a person in the token that came with a code.
pub(super) fn of_a_person(token: &CoreIdToken, access: &AccessToken, nonce: &Nonce, expected: &Expected<'_>) -> Result<Claims, Wrong> {
    let now = expected.now;
    let a_moment_ago = now.saturating_sub(SKEW).map_err(|_| Wrong::Claim("exp"))?;
    let is_recent = move |issued: i64| is_recent(issued, now);
    // As a client without a secret: then the library takes no signature made with one, whoever allows it.
    let verifier =
        CoreIdTokenVerifier::new_public_client(ClientId::new(expected.client.to_owned()), expected.issuer.clone(), expected.keys.clone())
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || SystemTime::from(a_moment_ago).into())
            .set_issue_time_verifier_fn(
                move |issued| {
                    if is_recent(issued.timestamp()) { Ok(()) } else { Err("issued at another time".to_owned()) }
                },
            );
    let claims = token.claims(&verifier, nonce).map_err(|error| named(&error))?;
    if let Some(hash) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|_| Wrong::Signature)?;
        let key = token.signing_key(&verifier).map_err(|_| Wrong::Signature)?;
        let is_its = AccessTokenHash::from_token(access, algorithm, key).is_ok_and(|actual| actual == *hash);
        if !is_its {
            return Err(Wrong::Claim("at_hash"));
        }
    }
    let said = payload(&token.to_string())?;
    if said.get("azp").is_some_and(|party| party.as_str() != Some(expected.client)) {
        return Err(Wrong::Claim("azp"));
    }
    not_before(&said, expected.now)?;
    Ok(said)
}

/// Whose logins end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Ended {
    pub(super) id: String,
    pub(super) subject: Option<String>,
    pub(super) sid: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<Value>,
}

/// Whose logins a back-channel logout token ends.
pub(super) fn of_an_end(message: &str, expected: &Expected<'_>) -> Result<Ended, Wrong> {
    if message.len() > LONGEST {
        return Err(Wrong::Unreadable("too long".to_owned()));
    }
    let pieces: Vec<&str> = message.split('.').collect();
    let [header, body, signature] = pieces.as_slice() else { return Err(Wrong::Unreadable("not three pieces".to_owned())) };
    let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| Wrong::Unreadable("header".to_owned()))?;
    // A token of another kind, signed with the same key, is no message.
    let is_of_this_kind = header.typ.is_some_and(|typ| {
        let typ = typ.to_ascii_lowercase();
        typ.strip_prefix("application/").unwrap_or(&typ) == "logout+jwt"
    });
    if !is_of_this_kind || header.crit.is_some() || !SIGNATURES.contains(&header.alg) {
        return Err(Wrong::Signature);
    }
    let kid = header.kid.as_deref();
    let keys: Vec<&CoreJsonWebKey> =
        expected.keys.keys().iter().filter(|key| kid.is_none_or(|kid| key.key_id().is_some_and(|id| id.as_str() == kid))).collect();
    if keys.is_empty() {
        return Err(Wrong::UnknownKey);
    }
    let (signed, signature) = (format!("{}.{body}", pieces[0]), decoded(signature)?);
    if !keys.iter().any(|key| key.verify_signature(&header.alg, signed.as_bytes(), &signature).is_ok()) {
        return Err(Wrong::Signature);
    }
    let said = payload(message)?;
    let text = |name: &str| said.get(name).and_then(Value::as_str).filter(|text| !text.is_empty() && text.len() <= LONGEST_ID);
    if said.get("iss").and_then(Value::as_str) != Some(expected.issuer.as_str()) {
        return Err(Wrong::Claim("iss"));
    }
    let is_for_us = match said.get("aud") {
        Some(Value::String(client)) => client == expected.client,
        Some(Value::Array(clients)) => clients.iter().any(|client| client.as_str() == Some(expected.client)),
        _ => false,
    };
    if !is_for_us {
        return Err(Wrong::Claim("aud"));
    }
    if !said.get("iat").and_then(seconds).is_some_and(|issued| is_recent(issued, expected.now)) {
        return Err(Wrong::Claim("iat"));
    }
    if said.get("exp").is_some_and(|until| seconds(until).is_none_or(|until| until <= expected.now.as_second() - SKEW.as_secs())) {
        return Err(Wrong::Claim("exp"));
    }
    not_before(&said, expected.now)?;
    if !said.get("events").and_then(|events| events.get(ENDED)).is_some_and(Value::is_object) {
        return Err(Wrong::Claim("events"));
    }
    // A token of a person has one: it must not be taken for a message.
    if said.contains_key("nonce") {
        return Err(Wrong::Claim("nonce"));
    }
    let id = text("jti").ok_or(Wrong::Claim("jti"))?.to_owned();
    let (subject, sid) = (text("sub").map(str::to_owned), text("sid").map(str::to_owned));
    if subject.is_none() && sid.is_none() {
        return Err(Wrong::Missing("sub or sid"));
    }
    Ok(Ended { id, subject, sid })
}

fn is_recent(issued: i64, now: Timestamp) -> bool {
    let age = now.as_second().saturating_sub(issued);
    -SKEW.as_secs() <= age && age <= OLDEST.as_secs()
}

fn not_before(said: &Claims, now: Timestamp) -> Result<(), Wrong> {
    match said.get("nbf") {
        None => Ok(()),
        Some(from) if seconds(from).is_some_and(|from| from <= now.as_second() + SKEW.as_secs()) => Ok(()),
        Some(_) => Err(Wrong::Claim("nbf")),
    }
}

fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().filter(|seconds| seconds.abs() < 1e15).map(|seconds| seconds as i64))
}

fn decoded(piece: &str) -> Result<Vec<u8>, Wrong> {
    BASE64_URL_SAFE_NO_PAD.decode(piece).map_err(|_| Wrong::Unreadable("not base64".to_owned()))
}

/// What a token says, all of it.
fn payload(token: &str) -> Result<Map<String, Value>, Wrong> {
    let piece = token.split('.').nth(1).unwrap_or_default();
    serde_json::from_slice(&decoded(piece)?).map_err(|_| Wrong::Unreadable("claims".to_owned()))
}

/// The library's reason without the values it quotes, which may be somebody's.
fn named(error: &ClaimsVerificationError) -> Wrong {
    match error {
        ClaimsVerificationError::Expired(_) => Wrong::Claim("exp"),
        ClaimsVerificationError::InvalidAudience(_) => Wrong::Claim("aud"),
        ClaimsVerificationError::InvalidAuthContext(_) => Wrong::Claim("acr"),
        ClaimsVerificationError::InvalidAuthTime(_) => Wrong::Claim("auth_time"),
        ClaimsVerificationError::InvalidIssuer(_) => Wrong::Claim("iss"),
        ClaimsVerificationError::InvalidNonce(_) => Wrong::Claim("nonce"),
        ClaimsVerificationError::InvalidSubject(_) => Wrong::Claim("sub"),
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => Wrong::UnknownKey,
        ClaimsVerificationError::SignatureVerification(_) => Wrong::Signature,
        _ => Wrong::Claim("iat"),
    }
}
