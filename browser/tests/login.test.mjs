// The local login of a municipality of its own: two steps, with a passkey in a virtual authenticator and with an app's codes without JavaScript.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { newPage, openBrowser } from "../lib/browser.mjs";
import { inspectPage } from "../lib/inspect.mjs";
import { freePort } from "../lib/trin.mjs";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const PROGRAM = process.env.TRIN_PROGRAM ?? join(ROOT, "target/debug/trin");
const PASSWORD = "blå cykel under trappen";

let data, url, program, browser;

before(async () => {
  data = await mkdtemp(join(tmpdir(), "trin-login-"));
  const run = (...args) => {
    const done = spawnSync(PROGRAM, [...args, "--data", data], { input: `${PASSWORD}\n`, encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
  };
  run("init", "--municipality", "Prøve Kommune", "--user", "lone", "--name", "Lone Bach");
  run("staff", "add", "--user", "bo", "--name", "Bo Krog", "--role", "caseworker");
  const port = await freePort();
  url = `http://localhost:${port}`;
  program = spawn(PROGRAM, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, "--public-url", url], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready, failed) => {
    program.stdout.once("data", ready);
    program.once("close", () => failed(new Error("Trin ended before it was ready")));
  });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  program?.kill("SIGTERM");
  if (data) await rm(data, { recursive: true, force: true });
});

/** The code an app shows: RFC 6238 with SHA-1. */
function code(secret, at = Date.now()) {
  const bits = [...secret.replaceAll(/[\s=]/g, "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

async function password(page, user) {
  await page.goto("/");
  await page.locator('[name="brugernavn"]').fill(user);
  await page.locator('[name="adgangskode"]').fill(PASSWORD);
  await page.getByRole("button", { name: "Log ind" }).click();
  await page.waitForURL("**/ind/trin-2");
}

const inspect = (page, name) => inspectPage(page, url, name);

describe("the local login", () => {
  test("a passkey is made at the first login, and opens the second", async () => {
    const page = await newPage(browser, { baseUrl: url });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    });
    await page.goto("/");
    await inspect(page, "login");
    await password(page, "lone");
    await inspect(page, "set-up");
    await page.getByRole("button", { name: "Lav en adgangsnøgle" }).click();
    await page.getByRole("heading", { name: "Dine nødkoder" }).waitFor();
    assert.equal(await page.locator(".codes code").count(), 10);
    await inspect(page, "codes");
    assert.equal((await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length, 1);
    await page.getByRole("link", { name: "Jeg har gemt dem" }).click();
    await page.waitForURL("**/min-dag");

    for (const [path, name] of [["/mig/sessioner", "sessions"], ["/mig/sikkerhed", "security"], ["/mig/sikkerhed/adgangskode", "password"], ["/mig/sikkerhed/app", "app"], ["/mig/sikkerhed/noegle", "passkey"], ["/team/logget-ind", "others"]]) {
      await page.goto(path);
      await inspect(page, name);
    }
    // Without JavaScript's help nothing but the passkey is lost; and it is never asked of another site.
    await page.getByRole("button", { name: "Log ud" }).first().click();
    await password(page, "lone");
    await inspect(page, "second-step");
    await page.getByRole("button", { name: "Brug din adgangsnøgle" }).click();
    await page.waitForURL("**/min-dag");

    // A finger that is not recognised opens nothing.
    await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    await page.getByRole("button", { name: "Log ud" }).first().click();
    await password(page, "lone");
    await page.getByRole("button", { name: "Brug din adgangsnøgle" }).click();
    await page.getByText("Adgangsnøglen kom ikke igennem").waitFor();
    await page.goto("/min-dag");
    assert.equal(new URL(page.url()).pathname, "/ind/trin-2");
    await page.context().close();
  });

  test("an app's codes do without JavaScript, each once", async () => {
    const page = await newPage(browser, { baseUrl: url, script: false });
    await password(page, "bo");
    const secret = await page.locator("code.secret").innerText();
    assert.ok(await page.locator("svg.qr").isVisible());
    const used = code(secret);
    await page.locator('[name="kode"]').fill(used);
    await page.locator('[name="kode"]').press("Enter");
    await page.getByRole("heading", { name: "Dine nødkoder" }).waitFor();
    const recovery = await page.locator(".codes code").first().innerText();
    await page.getByRole("link", { name: "Jeg har gemt dem" }).click();
    await page.getByRole("button", { name: "Log ud" }).first().click();

    // The very same: the app has another after half a minute, which lets in.
    await password(page, "bo");
    await page.locator('[name="kode"]').fill(used);
    await page.locator('[name="kode"]').press("Enter");
    await page.getByText("den er brugt").first().waitFor();
    await page.locator('[name="kode"]').fill(recovery);
    await page.locator('[name="kode"]').press("Enter");
    await page.waitForURL("**/min-dag");
    await page.context().close();
  });
});
