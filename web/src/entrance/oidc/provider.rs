//! The identity provider: what it publishes of itself, and exchanging a code for what it says of a person.

use super::outbound::{Outbound, Unreachable};
use super::token::{self, Wrong};
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::url::Url;
use openidconnect::{
    AdditionalProviderMetadata, AuthType, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndSessionUrl,
    IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadata,
    RedirectUrl, RequestTokenError, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use trin_domain::sign_in::{Claims, Mapping, Shown};

/// How long what the provider publishes is used before it is asked again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// How long it is used when the provider does not answer.
const USABLE: SignedDuration = SignedDuration::from_hours(24);
/// Shortest time between two times of asking, so that nobody can make Trin ask and ask.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// What is read of a provider's own description beside what every provider has.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct More {
    end_session_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

pub(super) type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What the provider publishes, and when it was asked.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) metadata: Metadata,
    at: Timestamp,
}

#[derive(Debug, Default)]
struct Kept {
    published: Option<Arc<Published>>,
    asked_at: Option<Timestamp>,
}

/// Why a login did not come about.
#[derive(Debug)]
pub(super) enum Failed {
    /// The provider does not answer, or not as a provider does.
    Down(String),
    /// What it said is not to be trusted.
    Wrong(Wrong),
}

/// An identity provider Trin is a client of.
#[derive(Debug)]
pub struct Provider {
    mapping: Mapping,
    secret: ClientSecret,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    outbound: Outbound,
    kept: Mutex<Kept>,
}

/// What a login begins with.
pub(super) struct Begun {
    pub(super) to: Url,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

impl Provider {
    /// A provider by its mapping. It is not asked before somebody logs in.
    ///
    /// # Errors
    /// In words, when an address in the mapping cannot be one.
    pub fn new(mapping: Mapping, secret: String) -> Result<Self, String> {
        let issuer = IssuerUrl::new(mapping.issuer.clone()).map_err(|error| error.to_string())?;
        let redirect = RedirectUrl::new(mapping.redirect_address()).map_err(|error| error.to_string())?;
        let outbound = Outbound::new(issuer.url(), &mapping.hosts).map_err(|error| error.to_string())?;
        Ok(Self { mapping, secret: ClientSecret::new(secret), issuer, redirect, outbound, kept: Mutex::default() })
    }

    /// How claims become a member of staff.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// What the provider publishes: kept for an hour, and for a day when it does not answer.
    pub(super) async fn published(&self, now: Timestamp) -> Result<Arc<Published>, Failed> {
        let mut kept = self.kept.lock().await;
        let age = |published: &Arc<Published>| now.duration_since(published.at);
        if let Some(published) = kept.published.as_ref().filter(|published| age(published) < FRESH) {
            return Ok(Arc::clone(published));
        }
        let usable = kept.published.clone().filter(|published| age(published) < USABLE);
        let is_soon = kept.asked_at.is_some_and(|asked| now.duration_since(asked).abs() < PAUSE);
        if let Some(published) = usable.as_ref().filter(|_| is_soon) {
            return Ok(Arc::clone(published));
        }
        match (self.ask(&mut kept, now).await, usable) {
            (Ok(published), _) => Ok(published),
            (Err(why), Some(published)) => {
                tracing::warn!(%why, "the identity provider does not answer; what it last published is used");
                Ok(published)
            }
            (Err(why), None) => Err(Failed::Down(why)),
        }
    }

    /// What the provider publishes now, because a key is not among those kept. Not asked for more than once in a while.
    async fn published_anew(&self, now: Timestamp, before: Arc<Published>) -> Arc<Published> {
        let mut kept = self.kept.lock().await;
        if let Some(newer) = kept.published.as_ref().filter(|published| !Arc::ptr_eq(published, &before)) {
            return Arc::clone(newer);
        }
        if kept.asked_at.is_some_and(|asked| now.duration_since(asked).abs() < PAUSE) {
            return before;
        }
        self.ask(&mut kept, now).await.unwrap_or(before)
    }

    async fn ask(&self, kept: &mut Kept, now: Timestamp) -> Result<Arc<Published>, String> {
        kept.asked_at = Some(now);
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.outbound).await.map_err(|error| in_full(&error))?;
        let token = metadata.token_endpoint().ok_or("it names no token endpoint")?;
        for address in [metadata.authorization_endpoint().url(), token.url()] {
            if !self.outbound.allows(address) {
                return Err(Unreachable::Host(address.host_str().unwrap_or_default().to_owned()).to_string());
            }
        }
        let published = Arc::new(Published { metadata, at: now });
        kept.published = Some(Arc::clone(&published));
        Ok(published)
    }

    /// Where to send somebody who wants in, and what to remember meanwhile.
    pub(super) async fn begin(&self, now: Timestamp, state: &str, nonce: String, is_again: bool) -> Result<Begun, Failed> {
        let published = self.published(now).await?;
        let client = CoreClient::new(ClientId::new(self.mapping.client.clone()), self.issuer.clone(), published.metadata.jwks().clone())
            .set_auth_uri(published.metadata.authorization_endpoint().clone())
            .set_redirect_uri(self.redirect.clone());
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, given) = (state.to_owned(), Nonce::new(nonce.clone()));
        let mut request = client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || CsrfToken::new(state), move || given);
        for scope in &self.mapping.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if self.mapping.assurance.0 == ["acr"] {
            for accepted in &self.mapping.accepted {
                request = request.add_auth_context_value(AuthenticationContextClass::new(accepted.clone()));
            }
        }
        if is_again {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let (to, _, _) = request.set_pkce_challenge(challenge).url();
        Ok(Begun { to, nonce, verifier: verifier.into_secret() })
    }

    /// Whether the answer may come from another provider than the one asked (RFC 9207).
    pub(super) async fn is_answer_of_another(&self, now: Timestamp, iss: Option<&str>) -> Result<bool, Failed> {
        let says_so = self.published(now).await?.metadata.additional_metadata().authorization_response_iss_parameter_supported;
        Ok(iss.map_or(says_so, |iss| iss != self.mapping.issuer))
    }

    /// Exchanges a code for what the provider says of the person, checked. The tokens are gone when this returns.
    pub(super) async fn finish(&self, now: Timestamp, code: String, nonce: &str, verifier: String) -> Result<Claims, Failed> {
        let published = self.published(now).await?;
        let token_uri = published.metadata.token_endpoint().ok_or_else(|| Failed::Down("it names no token endpoint".to_owned()))?;
        let client = CoreClient::new(ClientId::new(self.mapping.client.clone()), self.issuer.clone(), published.metadata.jwks().clone())
            .set_client_secret(self.secret.clone())
            .set_auth_type(match self.mapping.shown {
                Shown::Basic => AuthType::BasicAuth,
                Shown::Post => AuthType::RequestBody,
            })
            .set_token_uri(token_uri.clone())
            .set_redirect_uri(self.redirect.clone());
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&self.outbound)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(error) => Failed::Down(error.to_string()),
                // The provider's own words may name the person.
                RequestTokenError::ServerResponse(refused) => Failed::Wrong(Wrong::Code(refused.error().to_string())),
                RequestTokenError::Parse(error, _) => Failed::Wrong(Wrong::Unreadable(error.path().to_string())),
                RequestTokenError::Other(_) => Failed::Wrong(Wrong::Unreadable("the answer".to_owned())),
            })?;
        let token = answer.id_token().ok_or(Failed::Wrong(Wrong::Missing("id_token")))?;
        let nonce = Nonce::new(nonce.to_owned());
        let check = |published: &Published| {
            let expected = token::Expected { issuer: &self.issuer, client: &self.mapping.client, keys: published.metadata.jwks(), now };
            token::of_a_person(token, answer.access_token(), &nonce, &expected)
        };
        match check(&published) {
            Err(Wrong::UnknownKey) => check(&*self.published_anew(now, published).await).map_err(Failed::Wrong),
            checked => checked.map_err(Failed::Wrong),
        }
    }

    /// Whose logins a message of the provider ends, checked.
    pub(super) async fn ended(&self, now: Timestamp, message: &str) -> Result<token::Ended, Failed> {
        let published = self.published(now).await?;
        let check = |published: &Published| {
            let expected = token::Expected { issuer: &self.issuer, client: &self.mapping.client, keys: published.metadata.jwks(), now };
            token::of_an_end(message, &expected)
        };
        match check(&published) {
            Err(Wrong::UnknownKey) => check(&*self.published_anew(now, published).await).map_err(Failed::Wrong),
            checked => checked.map_err(Failed::Wrong),
        }
    }

    /// Where to send somebody who leaves, so that they leave the provider too; `None` when it has no such address.
    pub(super) async fn way_out(&self, now: Timestamp) -> Option<Url> {
        let published = self.published(now).await.ok()?;
        let address = EndSessionUrl::new(published.metadata.additional_metadata().end_session_endpoint.clone()?).ok()?;
        if !self.outbound.allows(address.url()) {
            tracing::warn!("the identity provider's address for logging out is at a host the mapping does not name");
            return None;
        }
        let back = PostLogoutRedirectUrl::new(format!("{}/", self.mapping.address)).ok()?;
        let request = LogoutRequest::from(address).set_client_id(ClientId::new(self.mapping.client.clone()));
        Some(request.set_post_logout_redirect_uri(back).http_get_url())
    }
}

/// An error with what lies behind it.
fn in_full(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut inner = error.source();
    while let Some(error) = inner {
        text = format!("{text}: {error}");
        inner = error.source();
    }
    text
}
