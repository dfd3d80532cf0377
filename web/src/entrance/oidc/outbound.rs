//! The one way out: to the provider's hosts, over TLS, with bounds on time and size.

use openidconnect::http::{Response, header};
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, reqwest};
use std::pin::Pin;
use std::time::Duration;
use thiserror::Error;

/// How long the provider has to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer taken, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Why the provider could not be asked.
#[derive(Debug, Error)]
pub enum Unreachable {
    /// It is at a host the mapping does not name.
    #[error("the provider names an address at {0}, which is not the issuer's host nor one of the mapping's hosts")]
    Host(String),
    /// Its answer is larger than any such answer is.
    #[error("the provider's answer is larger than {LARGEST} bytes")]
    TooLarge,
    /// It did not answer.
    #[error("{0}")]
    Http(String),
}

/// Asks the provider, and nobody else.
#[derive(Debug)]
pub struct Outbound {
    client: reqwest::Client,
    scheme: String,
    hosts: Vec<String>,
}

/// Host and port, as a mapping writes them.
fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

impl Outbound {
    /// To the issuer's host and these.
    pub fn new(issuer: &Url, others: &[String]) -> Result<Self, Unreachable> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .no_proxy()
            .build()
            .map_err(|error| Unreachable::Http(error.to_string()))?;
        let hosts = std::iter::once(host(issuer)).chain(others.iter().cloned()).collect();
        Ok(Self { client, scheme: issuer.scheme().to_owned(), hosts })
    }

    /// Whether an address is the provider's.
    pub fn allows(&self, url: &Url) -> bool {
        url.scheme() == self.scheme && url.username().is_empty() && self.hosts.contains(&host(url))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unreachable> {
        let request: reqwest::Request = request.try_into().map_err(|error: reqwest::Error| Unreachable::Http(error.to_string()))?;
        if !self.allows(request.url()) {
            return Err(Unreachable::Host(host(request.url())));
        }
        // Without the address: it may carry a code.
        let failed = |error: reqwest::Error| Unreachable::Http(error.without_url().to_string());
        let mut answer = self.client.execute(request).await.map_err(failed)?;
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(failed)? {
            if body.len() + piece.len() > LARGEST {
                return Err(Unreachable::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        let mut response = Response::builder().status(answer.status());
        if let Some(kind) = answer.headers().get(header::CONTENT_TYPE) {
            response = response.header(header::CONTENT_TYPE, kind);
        }
        response.body(body).map_err(|error| Unreachable::Http(error.to_string()))
    }
}

impl<'c> AsyncHttpClient<'c> for Outbound {
    type Error = Unreachable;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unreachable>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_providers_hosts_are_asked() {
        let url = |text: &str| Url::parse(text).expect("an address");
        let outbound = Outbound::new(&url("https://login.example/a"), &["keys.example:8443".to_owned()]).expect("a client");
        for (address, is_allowed) in [
            ("https://login.example/jwks", true),
            ("https://keys.example:8443/jwks", true),
            ("https://keys.example/jwks", false),
            ("http://login.example/jwks", false),
            ("https://login.example:444/jwks", false),
            ("https://login.example.evil.example/", false),
            ("https://u@login.example/", false),
            ("http://169.254.169.254/latest", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(outbound.allows(&url(address)), is_allowed, "{address}");
        }
    }
}
