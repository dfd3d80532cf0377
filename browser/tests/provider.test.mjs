// Login through a real identity provider, in Chromium: who comes in, who does not, and that logins end where they should.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { newPage, openBrowser } from "../lib/browser.mjs";
import { axe, describedPage, missingWords } from "../lib/checks.mjs";
import { logInThere, mapping, SECRET, startProvider } from "../lib/provider.mjs";
import { freePort, PROGRAM } from "../lib/trin.mjs";

let browser, provider, trin, program, folder;
let output = "";

function run(args, input) {
  return new Promise((done) => {
    const child = spawn(PROGRAM, args, { stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    child.stdin.end(input);
    child.once("close", (code) => done({ code, said }));
  });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "trin-provider-"));
  const data = join(folder, "data");
  const port = await freePort();
  trin = `http://127.0.0.1:${port}`;
  provider = await startProvider(trin);
  const file = join(folder, "oidc.toml");
  await writeFile(file, mapping(provider.issuer, trin));
  const made = await run(["init", "--data", data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"], "fire ord uden mening\n");
  assert.equal(made.code, 0, made.said);
  program = spawn(PROGRAM, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, "--oidc", file], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TRIN_TEST_SECRET: SECRET, TRIN_LOG: "debug,hyper=info,sqlx=info" },
  });
  for (const stream of [program.stdout, program.stderr]) stream.on("data", (text) => (output += text));
  const giveUpAt = Date.now() + 60_000;
  while (!output.includes(trin)) {
    assert.ok(Date.now() < giveUpAt, `Trin was not ready:\n${output}`);
    await new Promise((wait) => setTimeout(wait, 100));
  }
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  program?.kill("SIGTERM");
  await provider?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const at = (page) => new URL(page.url()).pathname;

/** A fresh browser whose person logs in there, and is back at Trin. */
async function logIn(user, options = {}) {
  const page = await newPage(browser, { baseUrl: trin, ...options });
  await page.goto("/");
  await page.getByRole("link", { name: "Log ind hos Prøvekøbing Login" }).click();
  await logInThere(page, user);
  await page.waitForURL((url) => url.origin === trin);
  return page;
}

/** Whether the browser is logged in: its next request opens what only those see. */
async function isIn(page) {
  await page.goto("/min-dag");
  return at(page) === "/min-dag";
}

async function faultsOf(page) {
  return [...(await axe(page)), ...(await describedPage(page)), ...(await missingWords(page))];
}

test("a caseworker comes in by the provider and is who it says", async () => {
  const page = await logIn("mette");
  assert.equal(at(page), "/min-dag");
  assert.match(await page.locator(".who").innerText(), /Mette Holm\s+Rådgiver/);
  assert.deepEqual(page.seen.scriptErrors, []);
  await page.context().close();
});

test("the door, a refusal and the way out are pages like the others", async () => {
  const page = await newPage(browser, { baseUrl: trin });
  await page.goto("/");
  assert.deepEqual(await faultsOf(page), []);
  await page.goto("/ind/svar?code=x&state=y");
  assert.deepEqual(await faultsOf(page), []);
  await page.context().close();
});

test("who is not known surely enough is refused and told why", async () => {
  const page = await logIn("leif");
  const text = await page.locator("main").innerText();
  assert.match(text, /Du kan ikke komme ind i Trin/);
  assert.match(text, /“Low”.*Substantial, High/s);
  assert.deepEqual(await faultsOf(page), []);
  assert.equal(await isIn(page), false);
  await page.context().close();
});

test("who has no role is refused", async () => {
  const page = await logIn("gustav");
  assert.match(await page.locator("main").innerText(), /ingen rolle/);
  assert.equal(await isIn(page), false);
  await page.context().close();
});

test("an answer used again, or with another state, lets nobody in", async () => {
  const page = await newPage(browser, { baseUrl: trin });
  const answers = [];
  page.on("request", (request) => {
    if (request.url().startsWith(`${trin}/ind/svar`)) answers.push(request.url());
  });
  await page.goto("/ind/udbyder");
  await logInThere(page, "inge");
  await page.waitForURL(`${trin}/min-dag`);
  assert.equal(answers.length, 1);
  await page.context().clearCookies({ name: "trin" });
  await page.goto(answers[0]);
  assert.match(await page.locator("main").innerText(), /Begynd forfra/);
  assert.equal(await isIn(page), false);

  // The provider knows them and sends them straight back; on the way the state is changed.
  const step = async (url) => (await page.context().request.get(url, { maxRedirects: 0 })).headers().location;
  const back = await step(await step(`${trin}/ind/udbyder`));
  assert.ok(back.startsWith(`${trin}/ind/svar?`), back);
  await page.goto(back.replace("state=", "state=x"));
  assert.match(await page.locator("main").innerText(), /Begynd forfra/);
  assert.equal(await isIn(page), false);
  // As it is sent, it is let in: it was the state.
  await page.goto(await step(await step(`${trin}/ind/udbyder`)));
  assert.equal(at(page), "/min-dag");
  await page.context().close();
});

test("leaving logs out at the provider, whose message ends the login elsewhere on the next request", async () => {
  const desk = await logIn("lone");
  assert.equal(await isIn(desk), true);
  // The same login at the provider, another at Trin: as in a second window with cookies of its own for Trin.
  const window = await desk.context().newPage();
  await desk.context().clearCookies({ name: "trin" });
  await window.goto("/ind/udbyder");
  await window.waitForURL(`${trin}/min-dag`);
  const second = await desk.context().cookies(trin);
  assert.ok(second.some((cookie) => cookie.name === "trin"));

  const stranger = await newPage(browser, { baseUrl: trin });
  await stranger.context().addCookies(second.filter((cookie) => cookie.name === "trin"));
  assert.equal(await isIn(stranger), true, "the same session in another browser, for this test only");

  await desk.goto("/min-dag");
  await desk.locator('form[action="/log-ud"] button').click();
  await desk.waitForURL((url) => url.origin === provider.issuer);
  await desk.getByRole("button", { name: "Yes, sign me out" }).click();
  await desk.waitForURL(`${trin}/`);
  await desk.getByRole("link", { name: "Log ind hos Prøvekøbing Login" }).click();
  await desk.locator('input[name="login"]').waitFor();
  assert.equal(await isIn(stranger), false);
  await stranger.context().close();
  await desk.context().close();
});

test("a login that ends at the provider ends here on the next request", async () => {
  const page = await logIn("mette");
  const other = await logIn("inge");
  assert.equal(await isIn(page), true);
  const before = provider.sent.length;
  const there = await page.context().newPage();
  await there.goto(`${provider.issuer}/session/end?client_id=trin`);
  await there.getByRole("button", { name: "Yes, sign me out" }).click();
  await there.waitForLoadState("load");
  const giveUpAt = Date.now() + 10_000;
  while (provider.sent.length === before && Date.now() < giveUpAt) await new Promise((wait) => setTimeout(wait, 50));
  assert.deepEqual(provider.faults, []);
  assert.equal(provider.sent.length, before + 1, "the provider sent its message");
  assert.equal(await isIn(page), false, "the next request is let in");
  assert.equal(await isIn(other), true, "somebody else was logged out too");
  await page.context().close();
  await other.context().close();
});

test("no token, code, secret or name is in what Trin logs", () => {
  assert.ok(output.length > 0);
  assert.doesNotMatch(output, /eyJ[A-Za-z0-9_-]{20,}/, "a token is in the log");
  assert.ok(!output.includes(SECRET), "the secret is in the log");
  assert.doesNotMatch(output, /[?&](code|state)=/, "a code is in the log");
  for (const name of ["Mette Holm", "Lone Bach", "Inge Lund", "Leif Lav", "Gustav"]) assert.ok(!output.includes(name), `${name} is in the log`);
});
