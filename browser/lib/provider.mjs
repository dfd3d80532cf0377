// A real identity provider (npm oidc-provider, certified by the OpenID Foundation) on this machine, with invented staff.
import { createServer } from "node:http";
import { once } from "node:events";

/** Who logs in there, by user name, and what it says of them. The level says how surely it knows who it is. */
export const PEOPLE = {
  mette: { name: "Mette Holm", groups: ["alle", "trin-raadgiver"], org_unit: "Familierådgivningen", level: "Substantial" },
  lone: { name: "Lone Bach", groups: ["trin-leder"], org_unit: "Familierådgivningen", level: "High" },
  inge: { name: "Inge Lund", groups: ["trin-laerer"], org_unit: "Skovskolen", level: "Substantial" },
  leif: { name: "Leif Lav", groups: ["trin-raadgiver"], org_unit: "Familierådgivningen", level: "Low" },
  gustav: { name: "Gustav Gæst", groups: ["alle"], org_unit: "Byggesager", level: "High" },
};

export const SECRET = "a secret of the browser tests, long enough to be none that is used";
const LEVEL = "https://data.gov.dk/concept/core/nsis/loa";

/** The mapping file for `trin serve --oidc`. */
export function mapping(issuer, trin) {
  return `
[provider]
issuer = "${issuer}"
client = "trin"
address = "${trin}"
name = "Prøvekøbing Login"
scopes = ["profile"]
secret-variable = "TRIN_TEST_SECRET"

[person]
id = "sub"
name = "name"

[role]
claim = "groups"
[[role.when]]
value = "trin-leder"
role = "team-leader"
[[role.when]]
value = "trin-raadgiver"
role = "caseworker"
[[role.when]]
value = "trin-laerer"
role = "teacher"

[place]
claim = "org_unit"

[assurance]
claim = "${LEVEL}"
accepted = ["Substantial", "High"]
`;
}

/** Starts it on a free port. `trin` is where Trin will be. Returns its address, `endSessions()`, which ends everybody's login there, and `stop()`. */
export async function startProvider(trin) {
  // It says aloud which versions of Node it supports.
  const { Provider } = await import("oidc-provider");
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "trin",
        client_secret: SECRET,
        redirect_uris: [`${trin}/ind/svar`],
        post_logout_redirect_uris: [`${trin}/`],
        backchannel_logout_uri: `${trin}/ind/udbyder/log-ud`,
        backchannel_logout_session_required: true,
        application_type: "web",
      },
    ],
    claims: { openid: ["sub"], profile: ["name", "groups", "org_unit", LEVEL] },
    // What Trin reads stands in the ID token.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    cookies: { keys: ["only for tests"] },
    ttl: { Session: 3600, Grant: 3600, AccessToken: 60, IdToken: 60, Interaction: 600 },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: PEOPLE[id]?.name, groups: PEOPLE[id]?.groups, org_unit: PEOPLE[id]?.org_unit, [LEVEL]: PEOPLE[id]?.level }),
    }),
    // Trin is on this machine: the library's own guard sends nothing to private addresses.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  });
  const faults = [];
  provider.on("server_error", (_, error) => faults.push(error.message));
  const sent = [];
  provider.on("backchannel.success", (_, client, account, sid) => sent.push({ account, sid }));
  provider.on("backchannel.error", (_, error) => faults.push(`back-channel: ${error.message}`));
  server.on("request", provider.callback());
  return {
    issuer,
    faults,
    /** Back-channel messages Trin took. */
    sent,
    stop: () => new Promise((done) => server.close(done) && server.closeAllConnections?.()),
  };
}

/** Logs in at the provider's own pages, which one has been led to. */
export async function logInThere(page, user) {
  await page.locator('input[name="login"]').fill(user);
  await page.locator('input[name="password"]').fill("whatever");
  await page.getByRole("button", { name: /sign-in/i }).click();
  const consent = page.getByRole("button", { name: /continue/i });
  // The consent page, or, when consent was given before, Trin.
  await Promise.race([consent.waitFor().catch(() => {}), page.waitForURL((url) => url.pathname !== "/" && !url.pathname.startsWith("/interaction"))]);
  if (await consent.isVisible().catch(() => false)) await consent.click();
}
