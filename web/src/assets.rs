//! Style sheet, script, font and icon: compiled into the binary, served under addresses that carry a hash of their content and so may be
//! kept for ever. Why there is no build step: `docs/decisions/0002-look-and-assets.md`.

use std::borrow::Cow;
use std::sync::OnceLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// What a page may load and where its forms may go: this server, nothing else, nothing inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; connect-src 'self'";

/// Name, type, content. A file may name an earlier one as `url("name")`.
const FILES: &[(&str, &str, &[u8])] = &[
    ("plex-regular.woff2", "font/woff2", include_bytes!("../assets/fonts/IBMPlexSans-Regular-Latin1.woff2")),
    ("plex-semibold.woff2", "font/woff2", include_bytes!("../assets/fonts/IBMPlexSans-SemiBold-Latin1.woff2")),
    ("trin.svg", "image/svg+xml; charset=utf-8", include_bytes!("../assets/trin.svg")),
    ("trin.css", "text/css; charset=utf-8", include_bytes!("../assets/trin.css")),
    ("trin.js", "text/javascript; charset=utf-8", include_bytes!("../assets/trin.js")),
    ("passkey.js", "text/javascript; charset=utf-8", include_bytes!("../assets/passkey.js")),
];

/// One file as it is served.
pub struct Asset {
    /// Its name in `web/assets`.
    pub name: &'static str,
    /// Its address: `/assets/<hash>-<name>`.
    pub url: String,
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes, with the addresses of other assets filled in.
    pub content: Cow<'static, [u8]>,
}

/// Every asset.
pub fn all() -> &'static [Asset] {
    static ASSETS: OnceLock<Vec<Asset>> = OnceLock::new();
    ASSETS.get_or_init(|| {
        let mut assets: Vec<Asset> = Vec::with_capacity(FILES.len());
        for &(name, content_type, bytes) in FILES {
            let content = with_addresses(bytes, content_type, &assets);
            let url = format!("/assets/{:016x}-{name}", fingerprint(&content));
            assets.push(Asset { name, url, content_type, content });
        }
        assets
    })
}

/// The address of an asset by its name, for pages.
pub fn url(name: &str) -> &'static str {
    all().iter().find(|asset| asset.name == name).map(|asset| asset.url.as_str()).unwrap_or_default()
}

/// The route that serves them.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve))
}

async fn serve(Path(file): Path<String>) -> Response {
    let Some(asset) = all().iter().find(|asset| asset.url.strip_prefix("/assets/") == Some(file.as_str())) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    match &asset.content {
        Cow::Borrowed(bytes) => (headers, *bytes).into_response(),
        Cow::Owned(bytes) => (headers, bytes.clone()).into_response(),
    }
}

fn with_addresses(bytes: &'static [u8], content_type: &str, earlier: &[Asset]) -> Cow<'static, [u8]> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| content_type.starts_with("text/css")) else {
        return Cow::Borrowed(bytes);
    };
    let mut text = text.to_owned();
    for asset in earlier {
        text = text.replace(&format!("url(\"{}\")", asset.name), &format!("url(\"{}\")", asset.url));
    }
    Cow::Owned(text.into_bytes())
}

/// FNV-1a, 64 bits: tells versions of a file apart; nothing secret hangs on it.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod contrast;

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        let asset = all().iter().find(|asset| asset.name == name).expect("the asset");
        String::from_utf8(asset.content.to_vec()).expect("text")
    }

    #[tokio::test]
    async fn an_asset_is_kept_for_ever_and_anything_else_is_not_found() {
        let file = url("trin.css").trim_start_matches("/assets/").to_owned();
        let found = serve(Path(file)).await;
        assert_eq!(found.status(), StatusCode::OK);
        assert_eq!(found.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        for other in ["trin.css", "0000000000000000-trin.css", "../lib.rs", ""] {
            assert_eq!(serve(Path(other.to_owned())).await.status(), StatusCode::NOT_FOUND, "{other}");
        }
    }

    #[test]
    fn the_fingerprint_is_fnv_1a() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn the_style_sheet_finds_its_fonts_and_nothing_elsewhere() {
        let css = text("trin.css");
        assert!(css.contains(url("plex-regular.woff2")) && css.contains(url("plex-semibold.woff2")));
        for part in css.split("url(").skip(1) {
            assert!(part.starts_with("\"/assets/"), "the style sheet asks for something unknown: {}", &part[..40.min(part.len())]);
        }
        assert!(!css.contains("@import") && !css.contains("http"));
    }

    #[test]
    fn the_assets_stay_small() {
        assert!(text("trin.css").len() <= 40 * 1024, "the style sheet has grown to {} bytes", text("trin.css").len());
        assert!(text("trin.js").len() <= 8 * 1024, "the script has grown to {} bytes", text("trin.js").len());
    }

    #[test]
    fn the_scripts_evaluate_nothing_and_talk_to_this_server_only() {
        let script = [text("trin.js"), text("passkey.js")].concat();
        for forbidden in ["eval(", "innerHTML", "http:", "https:", ".style"] {
            assert!(!script.contains(forbidden), "the script uses {forbidden}");
        }
    }
}
