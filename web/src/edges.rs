//! Where Trin stands in the network: the address people open it at, what stands in front of it, and how much it takes at a time.

use crate::limits::Limits;
use std::net::IpAddr;
use std::time::Duration;

/// The address people open Trin at: scheme, host and port, nothing more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicUrl {
    is_https: bool,
    host: String,
}

impl PublicUrl {
    /// Reads `https://trin.example.dk` or `http://localhost:8080`. `None` when it is anything else, such as an address with a path.
    pub fn parse(given: &str) -> Option<Self> {
        let given = given.trim().trim_end_matches('/');
        let (scheme, host) = given.split_once("://")?;
        let is_https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let is_host =
            !host.is_empty() && host.len() <= 255 && host.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter));
        let usual = if is_https { ":443" } else { ":80" };
        let host = host.to_ascii_lowercase();
        is_host.then(|| Self { is_https, host: host.strip_suffix(usual).unwrap_or(&host).to_owned() })
    }

    /// Whether pages travel encrypted.
    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    /// Host and port, as a browser writes them in `Host`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The name of the host, without a port.
    pub fn name(&self) -> &str {
        match self.host.rsplit_once(':') {
            Some((name, port)) if port.chars().all(|letter| letter.is_ascii_digit()) => name,
            _ => &self.host,
        }
    }

    /// As a browser writes it in `Origin`.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.is_https { "https" } else { "http" }, self.host)
    }
}

/// How long Trin waits for those who ask, and how many at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// For a whole head, from the connection or the answer before: so long a connection is kept that nobody uses, too.
    pub head: Duration,
    /// For a whole body, from its head; and for an answer to be taken when a connection ends.
    pub body: Duration,
    /// A connection is ended after so long, when nothing is being asked on it.
    pub connection: Duration,
    /// Connections at a time. Fewer than the files a program may usually have open.
    pub connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            // A little longer than the servers in front keep a connection nobody uses: they should end it, not Trin.
            head: Duration::from_secs(75),
            body: Duration::from_secs(120),
            connection: Duration::from_secs(3_600),
            connections: 900,
        }
    }
}

/// How Trin meets the network.
#[derive(Clone, Debug, Default)]
pub struct Edges {
    /// Where people open it; `None` on a machine of one's own and in the demo, where any address does.
    pub public_url: Option<PublicUrl>,
    /// Whether a proxy of ours stands in front and says in `X-Forwarded-For` who asks.
    pub is_behind_proxy: bool,
    /// How much is taken at a time.
    pub limits: Limits,
    /// How long is waited.
    pub patience: Patience,
}

impl Edges {
    /// Whether pages travel encrypted.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_https)
    }

    /// Whether a request was meant for this server, by the host it names.
    pub fn is_ours(&self, host: Option<&str>) -> bool {
        match (&self.public_url, host) {
            (None, _) => true,
            (Some(ours), Some(host)) => {
                let usual = if ours.is_https { ":443" } else { ":80" };
                let host = host.to_ascii_lowercase();
                host.strip_suffix(usual).unwrap_or(&host) == ours.host
            }
            (Some(_), None) => false,
        }
    }

    /// Who asks: the other end of the connection, or, behind a proxy, the last address it added. What stands before that anybody may have written.
    pub fn asker(&self, peer: Option<IpAddr>, forwarded: Option<&str>) -> Option<IpAddr> {
        if !self.is_behind_proxy {
            return peer;
        }
        let last = forwarded.and_then(|all| all.rsplit(',').next()).map(str::trim);
        last.and_then(|last| last.parse().ok().or_else(|| last.parse::<std::net::SocketAddr>().ok().map(|at| at.ip()))).or(peer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_scheme_and_host() {
        let url = |given| PublicUrl::parse(given).map(|url| url.origin());
        assert_eq!(url("https://Trin.Example.dk/").as_deref(), Some("https://trin.example.dk"));
        assert_eq!(url("https://trin.example.dk:443").as_deref(), Some("https://trin.example.dk"));
        assert_eq!(url("http://localhost:8080").as_deref(), Some("http://localhost:8080"));
        for wrong in ["", "trin.example.dk", "ftp://x", "https://", "https://x/trin", "https://a@b", "https://x?y"] {
            assert_eq!(url(wrong), None, "{wrong}");
        }
        assert_eq!(PublicUrl::parse("http://localhost:8080").expect("an address").name(), "localhost");
    }

    #[test]
    fn the_host_must_be_ours() {
        let edges = Edges { public_url: PublicUrl::parse("https://trin.example.dk"), ..Edges::default() };
        for (host, ours) in [
            (Some("trin.example.dk"), true),
            (Some("TRIN.example.dk:443"), true),
            (Some("trin.example.dk:80"), false),
            (Some("evil.example"), false),
            (Some("trin.example.dk.evil.example"), false),
            (None, false),
        ] {
            assert_eq!(edges.is_ours(host), ours, "{host:?}");
        }
        assert!(Edges::default().is_ours(Some("anything")));
    }

    #[test]
    fn only_the_proxys_own_word_on_who_asks_is_believed() {
        let peer: Option<IpAddr> = "10.0.0.2".parse().ok();
        let behind = Edges { is_behind_proxy: true, ..Edges::default() };
        let said = Some("1.1.1.1, 192.0.2.7");
        assert_eq!(behind.asker(peer, said), "192.0.2.7".parse().ok());
        assert_eq!(behind.asker(peer, Some("192.0.2.7:4411")), "192.0.2.7".parse().ok());
        assert_eq!(behind.asker(peer, Some("1.1.1.1, junk")), peer);
        assert_eq!(behind.asker(peer, None), peer);
        assert_eq!(Edges::default().asker(peer, said), peer, "without a proxy anybody could write the header");
    }
}
