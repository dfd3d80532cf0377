// School absence: a teacher reads the register in, sees whom something is to be done about, says what was done, and is led to the intake. On a phone, by
// keyboard, without JavaScript, and with a file that is wrong.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PHONE, newPage, openBrowser, startWatchingAfresh } from "../lib/browser.mjs";
import { inspectPage } from "../lib/inspect.mjs";

const url = process.env.TRIN_URL;
let browser;

before(async () => {
  assert.ok(url, "TRIN_URL is not set; run these tests with: node run.mjs absence");
  browser = await openBrowser();
});

after(async () => browser?.close());

const inspect = (page, name) => inspectPage(page, url, name);

const enter = async (options = {}) => {
  const page = await newPage(browser, { baseUrl: url, ...options });
  await page.goto("/");
  await page.locator('section[aria-labelledby="rolle-teacher"]').getByRole("button").first().click();
  await page.waitForURL("**/min-dag");
  return page;
};

const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

describe("absence from school", () => {
  test("asks for a step, which is taken in one press or in words", async () => {
    const page = await enter();
    await page.getByText(/Køreplanen for fravær beder os handle/).first().waitFor();
    await inspect(page, "absence-my-day");
    const begun = Date.now();
    await page.getByRole("link", { name: "Fravær", exact: true }).first().click();
    await page.getByRole("heading", { name: "Det, vi skal gøre" }).waitFor();
    await page.locator("main ul.rounds a").first().click();
    await page.getByRole("heading", { name: "Køreplanen" }).waitFor();
    await page.getByRole("button", { name: "Gjort i dag" }).first().click();
    await page.getByText("Det er gemt.").waitFor();
    console.log(`from My day to a step taken in ${Date.now() - begun} ms`);
    await inspect(page, "absence-pupil");
    await page.goto("/fravaer");
    await inspect(page, "absence");
    await page.locator("main ul.rounds li", { hasText: "Tal med eleven" }).last().getByRole("link").click();
    await page.locator('ol.guide a[href*="/skridt/"]:not([href*="/lov-"])').first().click();
    await page.locator('[name="hvordan"][value="udgaar"]').focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Gem", exact: true }).click();
    await page.locator("#errors").waitFor();
    startWatchingAfresh(page);
    await inspect(page, "absence-step-fault");
    await page.locator('[name="words"]').fill("Hun er på hospitalet; klassen skriver til hende.");
    await page.getByRole("button", { name: "Gem", exact: true }).click();
    await page.getByText("klassen skriver til hende").waitFor();
    await page.locator('button[name="sprog"]').click();
    await page.getByRole("heading", { name: "Day by day" }).waitFor();
    await inspect(page, "absence-pupil-english");
    await page.goto("/fravaer");
    await inspect(page, "absence-english");
    await page.locator('button[name="sprog"]').click();
    await page.context().close();
  });

  test("is read in from a file, and what is wrong in it is put right in place", async () => {
    const page = await enter();
    await page.goto("/fravaer/hent");
    await page.getByRole("heading", { name: "Hent fravær" }).waitFor();
    await inspect(page, "absence-read");
    const file = { name: "fravaer.csv", mimeType: "text/csv", buffer: Buffer.from(`CPR;Dato;Fravær\r\n6302154320;${day(0)};Sydgom\r\n`, "latin1") };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.waitForFunction(() => document.querySelector('[name="rows"]').value.includes("Fravær"));
    await page.locator('[name="from"]').fill(day(0));
    await page.getByRole("button", { name: "Hent fravær" }).click();
    await page.getByText("Én linje kan ikke læses").first().waitFor();
    startWatchingAfresh(page);
    await page.getByText("mente du").waitFor();
    await inspect(page, "absence-read-fault");
    const rows = await page.locator('[name="rows"]').inputValue();
    await page.locator('[name="rows"]').fill(rows.replace("Sydgom", "Sygdom"));
    await page.getByRole("button", { name: "Hent fravær" }).click();
    await page.getByText("Én række er om en elev, der ikke går her").first().waitFor();
    startWatchingAfresh(page);
    await inspect(page, "absence-read-unknown");
    await page.locator('[name="resten"]').check();
    const present = page.locator('[name="til_stede"]');
    if (await present.count()) await present.check();
    await page.getByRole("button", { name: "Hent fravær" }).click();
    await page.getByText("Fraværet er hentet.").waitFor();
    await page.getByText("Hvornår fraværet er hentet").click();
    await page.getByText("(én række var om en elev, der ikke går her)").waitFor();
    await page.context().close();
  });

  test("leads to the intake on a phone without JavaScript", async () => {
    const page = await enter({ script: false });
    await page.setViewportSize(PHONE);
    await page.goto("/fravaer");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "nothing beside the page");
    // Whoever the law asks a notification of: their page has the way to it.
    const pupils = await page.locator("main ul.rounds a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    let notify = null;
    for (const pupil of pupils) {
      await page.goto(pupil);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, pupil);
      notify = page.locator('a[href*="?fravaer=lov-underret."]');
      if (await notify.count()) break;
    }
    assert.ok(notify && (await notify.count()), `none of ${pupils.length} pupils is to be notified about`);
    const at = page.url();
    await notify.first().click();
    assert.match(await page.locator('[name="concern"]').inputValue(), /Ulovligt fravær i \d\. kvartal \d+: \d/);
    await page.getByRole("button", { name: "Send underretningen" }).click();
    await page.waitForURL("**/min-dag**");
    await page.goto(at);
    await page.getByText("Underretningen er sendt.").waitFor();
    await page.context().close();
  });
});
