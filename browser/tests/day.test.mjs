// What goes on around a save: Back after one that failed, the same note once more, and words too long for any line.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DESK, PHONE, newPage, openBrowser } from "../lib/browser.mjs";
import { faultList, noHorizontalScroll } from "../lib/checks.mjs";

const url = process.env.TRIN_URL;
const LONG = "æ".repeat(600);
let browser;

before(async () => {
  assert.ok(url, "TRIN_URL is not set; run these tests with: node run.mjs day");
  browser = await openBrowser();
});

after(async () => browser?.close());

async function as(role, options = {}) {
  const page = await newPage(browser, { baseUrl: url, ...options });
  await page.goto("/");
  await page.locator(`section[aria-labelledby="rolle-${role}"]`).getByRole("button").first().click();
  await page.waitForURL("**/min-dag");
  return page;
}

/** The address of a child the person is responsible for. */
async function aChild(page) {
  await page.goto("/boern");
  return page.locator("main table tbody th a").first().getAttribute("href");
}

async function sends(page, button) {
  const answered = page.waitForEvent("load");
  await page.getByRole("button", { name: button, exact: true }).first().click();
  await answered;
}

describe("around a save", () => {
  test("Back after a save that failed and one that did not shows the form", async () => {
    const page = await as("caseworker");
    const child = await aChild(page);
    await page.goto(`${child}/note`);
    await page.locator('textarea[name="facts"]').fill(`Vi talte om ${Date.now()}.`);
    await page.locator('input[name="on"]').fill("2099-01-01");
    await sends(page, "Gem notatet");
    await page.locator("#errors").waitFor();
    await page.locator('input[name="on"]').fill(await today(page));
    await sends(page, "Gem notatet");
    assert.ok(new URL(page.url()).pathname === child, page.url());
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, `${child}/note`);
    await page.getByRole("button", { name: "Gem notatet" }).waitFor({ timeout: 5_000 });
    await page.context().close();
  });

  for (const script of [true, false]) {
    test(`the same note saved once more is asked about ${script ? "with" : "without"} scripts`, async () => {
      const page = await as("caseworker", { script });
      const child = await aChild(page);
      const text = `Skolen ringede, ${script} ${Date.now()}.`;
      for (const nth of [1, 2]) {
        await page.goto(`${child}/note`);
        await page.locator('textarea[name="facts"]').fill(text);
        await sends(page, "Gem notatet");
        if (nth === 1) assert.ok(new URL(page.url()).pathname === child, page.url());
      }
      await page.getByRole("heading", { name: /^Det samme \(Notat\) er gemt i dag kl\./ }).waitFor();
      await sends(page, "Nej, det er det samme");
      assert.equal(new URL(page.url()).pathname, child);
      assert.equal(await page.getByText(text).filter({ visible: true }).count(), 1);
      await page.context().close();
    });
  }

  test("a word longer than any line breaks, at every width", async () => {
    const page = await as("caseworker");
    const child = await aChild(page);
    await page.goto(`${child}/note`);
    await page.locator('textarea[name="facts"]').fill(LONG);
    await sends(page, "Gem notatet");
    await page.goto(`${child}/adgang`);
    await page.locator('input[name="reason"]').first().fill(LONG);
    await page.locator('select[name="staff"]').selectOption({ index: 1 });
    await sends(page, "Luk en kollega ind");
    for (const path of [child, `${child}/adgang`, "/min-dag"]) {
      await page.goto(path);
      for (const size of [DESK, PHONE]) {
        const faults = await noHorizontalScroll(page, size.width);
        assert.deepEqual(faults, [], `${path} at ${size.width}:\n${faultList(faults)}`);
      }
    }
    await page.context().close();
  });
});

async function today(page) {
  return page.evaluate(() => new Date().toISOString().slice(0, 10));
}
