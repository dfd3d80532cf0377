// What goes wrong on the way: the other language, wrong input, two tabs, a button pressed twice, a power cut.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { speak } from "../lib/demo.mjs";
import { as, faults, field, fillNotification, flash, newChild, newName, person, send, today, typedIn } from "../lib/people.mjs";
import { freePort, startTrin } from "../lib/trin.mjs";

/** Writes into a field as it stands, past what the browser's own date or number field would let through. */
const force = (page, name, value) =>
  field(page, name).evaluate((element, value) => {
    if (element.localName === "input") element.type = "text";
    element.value = value;
  }, value);

/** One wrong input: where, what is filled in rightly, what wrongly, and what the page must say. */
const WRONG = [
  ["a note without a word", "note", {}, {}, /Skriv i mindst ét felt/],
  ["a note on a day that is none", "note", { facts: "Talt med mor." }, { on: "30-02-2024" }, /“30-02-2024” er ikke en dato.*12-05-2026/],
  ["a note without a day", "note", { facts: "Talt med mor." }, { on: "" }, /dag/i],
  ["a note in ten years", "note", { facts: "Talt med mor." }, { on: today(3650) }, /ligger for langt fremme\. Det, der er sket, har en dag, der er kommet/],
  ["a note longer than a book", "note", {}, { facts: "ordene ".repeat(20_000) }, /længere end .* tegn\. Del teksten/],
  ["words of the child that are not there", "boernesamtale", { manner: "samtale" }, { words: "" }, /barnets egne ord/i],
  ["a child heard nobody says how", "boernesamtale", { words: "Jeg vil hjem." }, {}, /Vælg, hvordan/],
  ["a talk that was not held, without a reason", "boernesamtale", { manner: "ikke" }, { why: "" }, /hvorfor/i],
  ["an offer to nobody", "ansvar", { reason: "Du kender familien." }, {}, /Vælg.*hvem|hvem du spørger/i],
  ["an offer without a reason", "ansvar", { to: "#1" }, { reason: "" }, /hvorfor/i],
  ["a decision without a kind", "indsats/ny", { purpose: "Ro.", consent: "with" }, {}, /Vælg/],
  ["a decision without why not less", "indsats/ny", { kind: "family-treatment", purpose: "Ro.", consent: "with" }, {}, /Skriv, hvorfor hjælp på et lavere trin ikke er nok/],
  ["a decision that begins on a word", "indsats/ny", { kind: "family-treatment", purpose: "Ro.", consent: "with", why_not_lower: "Prøvet." }, { starts_on: "på mandag" }, /“på mandag” er ikke en dato/],
  ["an aim's day without an aim", "indsats/ny", { kind: "family-treatment", purpose: "Ro.", consent: "with", why_not_lower: "Prøvet." }, { aim_by: today(90) }, /Skriv, hvad der skal være på plads/],
  ["a plan without a purpose", "plan/ny", { child_wishes: "Morgenmad." }, { purpose: "" }, /hvad skal planen føre til|hvad planen/i],
  ["a reason for closing that is not there", "luk", {}, { reason: "  " }, /grund|hvorfor/i],
];

/** The same for goals, which have numbers. */
const WRONG_GOALS = [
  ["letters for a number", { from: "tre" }, /“tre” er ikke et helt tal/],
  ["a number off the scale", { to: "11" }, /mellem 0 og 10/],
  ["half a number", { to: "7,5" }, /“7,5” er ikke et helt tal/],
  ["a scale the wrong way up", { lowest: "10", highest: "0" }, /.+/],
  ["no day to reach it by", { by: "" }, /dag|hvornår/i],
];

async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const element = field(page, name).first();
    const kind = await element.evaluate((element) => (element.localName === "select" ? "select" : element.type));
    if (kind === "radio") await field(page, name, value).check();
    else if (kind === "select") await element.selectOption(value.startsWith("#") ? { index: Number(value.slice(1)) } : value);
    else await force(page, name, value);
  }
}

/** Sends what is wrong: the page comes back, says what to do, and has kept every word. */
async function refused(page, says) {
  const before = await typedIn(page);
  const button = page.locator("main form.form button[type=submit]");
  const answer = page.waitForResponse((response) => response.request().method() === "POST" && response.request().isNavigationRequest());
  await button.last().click();
  assert.ok([409, 422].includes((await answer).status()), `answered ${(await answer).status()}`);
  await page.waitForLoadState();
  const said = (await faults(page)).join(" / ");
  assert.match(said, says);
  const trimmed = (pairs) => pairs.map(([name, value]) => [name, value.trim()]);
  assert.deepEqual(trimmed(await typedIn(page)), trimmed(before), "everything typed is still there");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "errors", "the faults are read first");
}

export function whatGoesWrong(world) {
  const someone = (role, options, act) => as(world.browser, world.url, role, options, act);

  describe("the other language", () => {
    test("and back, on the child's page", () =>
      someone("caseworker", {}, async (page) => {
        const { name } = await newChild(page);
        const heading = page.getByRole("link", { name: "Skriv et notat" });
        const address = page.url();
        await speak(page, "en");
        assert.equal(await heading.count(), 0);
        await page.getByRole("link", { name: "Write a note" }).waitFor();
        assert.equal(new URL(page.url()).pathname, new URL(address).pathname, "one stays on the page");
        assert.match(await page.locator("h1").innerText(), new RegExp(name));
        await speak(page, "da");
        await heading.waitFor();
        assert.equal(new URL(page.url()).pathname, new URL(address).pathname);
      }));
  });

  describe("wrong input keeps what was typed and says what to do", () => {
    for (const [what, where, right, wrong, says] of WRONG) {
      test(what, () =>
        someone("caseworker", {}, async (page) => {
          await page.goto(`${await aChild(world, page)}/${where}`);
          await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
          await fill(page, right);
          await fill(page, wrong);
          await refused(page, says);
        }));
    }
    for (const [what, wrong, says] of WRONG_GOALS) {
      test(`a goal with ${what}`, () =>
        someone("caseworker", {}, async (page) => {
          await page.goto(await aPlan(world, page));
          await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
          await page.evaluate(() => document.querySelector("main form.form [value=tal]")?.form.remove());
          await fill(page, { text: "Morgenmad hver dag", from: "3", to: "8", by: today(90), ...wrong });
          await refused(page, says);
        }));
    }
    test("a notification with nothing in it, and one with a birth day that is none", () =>
      someone("intake", {}, async (page) => {
        await page.goto("/modtagelsen/ny");
        await refused(page, /navn.*fødselsdag|bekymring/is);
        assert.ok((await faults(page)).length >= 4, "every fault is said at once");
        await fillNotification(page, { name: newName("Gerda"), born: "31-11-2015" });
        await refused(page, /hverken en dato eller et CPR-nummer.*12-05-2014/);
        await field(page, "received_at").evaluate((element) => ((element.type = "text"), (element.value = "i morges")));
        await refused(page, /“i morges” er ikke/);
      }));
  });

  describe("two tabs on one child", () => {
    test("the second save shows what the first wrote beside what was typed, and then saves", () =>
      someone("caseworker", {}, async (page) => {
        const { address } = await newChild(page);
        const second = await page.context().newPage();
        await Promise.all([page.goto(`${address}/note`), second.goto(`${address}/note`)]);
        await field(page, "facts").fill("Første fane: mor ringede.");
        await field(second, "facts").fill("Anden fane: skolen ringede.");
        await send(page);
        await flash(page).waitFor();
        await send(second);
        const compare = second.locator(".compare");
        await compare.waitFor();
        assert.match(await compare.innerText(), /Første fane: mor ringede/);
        assert.equal(await field(second, "facts").inputValue(), "Anden fane: skolen ringede.");
        await send(second);
        await flash(second).waitFor();
        const record = await second.locator(".timeline").innerText();
        assert.match(record, /Første fane/);
        assert.match(record, /Anden fane/);
      }));

    test("a form saved once does not save twice, and can save something new", () =>
      someone("caseworker", {}, async (page) => {
        const { address } = await newChild(page);
        await page.goto(`${address}/note`);
        const [key, set] = await Promise.all(["key", "set"].map((name) => page.locator(`main [name=${name}]`).first().inputValue()));
        const post = (facts) => page.request.post(`${address}/note`, { form: { key, set, on: today(), facts }, maxRedirects: 0 });
        assert.equal((await post("Mor ringede kl. 8.")).status(), 303);
        assert.equal((await post("Mor ringede kl. 8.")).status(), 303, "pressed twice: answered as the first time");
        const other = await post("Mor ringede igen kl. 9.");
        assert.equal(other.status(), 422);
        const text = await other.text();
        assert.match(text, /allerede gemt/);
        assert.match(text, /Mor ringede igen kl\. 9\./);
        const fresh = text.match(/name="key" value="([^"]+)"/)[1];
        assert.notEqual(fresh, key);
        const again = await page.request.post(`${address}/note`, { form: { key: fresh, set: Number(set) + 1, on: today(), facts: "Mor ringede igen kl. 9." }, maxRedirects: 0 });
        assert.equal(again.status(), 303, "it can be saved as something new");
        await page.goto(address);
        assert.equal((await page.locator(".timeline").innerText()).split("Mor ringede kl. 8.").length - 1, 1, "it is written once");
      }));
  });

  describe("a power cut", () => {
    test("takes nothing that was saved, and nothing typed five seconds before", { timeout: 600_000 }, async () => {
      const data = await mkdtemp(join(tmpdir(), "trin-power-cut-"));
      const port = await freePort();
      let trin = await startTrin({ children: 200, data, port });
      const page = await person(world.browser, trin.url, "caseworker");
      try {
        const { address } = await newChild(page, { name: newName("Hilda") });
        await page.goto(`${address}/boernesamtale`);
        await field(page, "words").pressSequentially("Jeg vil ikke");
        const typedAt = Date.now();
        const writer = await page.context().newPage();
        await writer.goto(`${address}/note`);
        await field(writer, "facts").fill("Mor ringede lige før lyset gik.");
        await page.waitForTimeout(Math.max(0, typedAt + 6_000 - Date.now()));
        const answered = writer.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/note"));
        const click = writer.locator("main form.form button[type=submit]").last().click();
        assert.equal((await answered).status(), 303);
        await trin.kill();
        await click.catch(() => {});
        trin = await startTrin({ children: 200, data, port });
        await page.goto(address);
        assert.match(await page.locator(".timeline").innerText(), /Mor ringede lige før lyset gik\./);
        await page.goto(`${address}/boernesamtale`);
        assert.equal(await field(page, "words").inputValue(), "Jeg vil ikke");
      } finally {
        await page.context().close();
        await trin.stop();
        await rm(data, { recursive: true, force: true });
      }
    });
  });
}

/** A child for wrong inputs, which change nothing: made once. */
async function aChild(world, page) {
  world.child ??= (await newChild(page, { name: newName("Frida") })).address;
  return world.child;
}

/** The plan of a child, to set goals in: made once. */
async function aPlan(world, page) {
  if (!world.plan) {
    const { address } = await newChild(page, { name: newName("Georg") });
    await page.goto(`${address}/plan/ny`);
    await field(page, "purpose").fill("Ro og mad.");
    await send(page);
    await flash(page).waitFor();
    world.plan = `${address}/plan`;
  }
  return world.plan;
}
