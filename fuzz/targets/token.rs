//! A provider's message that ends logins: as it comes, and signed rightly with what is in it made up.
#![no_main]

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use trin_web::fuzz::ends_logins;

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));
static KEYS: LazyLock<String> = LazyLock::new(|| {
    format!(r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","kid":"a","use":"sig","alg":"EdDSA","x":"{}"}}]}}"#, BASE64.encode(KEY.verifying_key()))
});

fuzz_target!(|said: &str| {
    assert!(!ends_logins(&KEYS, said), "nobody signed it");
    let head = BASE64.encode(r#"{"alg":"EdDSA","kid":"a","typ":"logout+jwt"}"#);
    let signed = format!("{head}.{}", BASE64.encode(said));
    let signature = BASE64.encode(KEY.sign(signed.as_bytes()).to_bytes());
    if ends_logins(&KEYS, &format!("{signed}.{signature}")) {
        assert!(said.contains("logout") && said.contains("jti") && !said.contains("\"nonce\""), "{said}");
    }
});
