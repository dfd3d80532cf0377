// Slettemoden in a real browser: two leaders, one proposes and another confirms, with a fresh proof; a hold; by keyboard, on a phone, in print.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { newPage, openBrowser } from "../lib/browser.mjs";
import { inspectPage } from "../lib/inspect.mjs";

const url = process.env.TRIN_URL;
let browser;

before(async () => {
  assert.ok(url, "TRIN_URL is not set; run these tests with: node run.mjs kept");
  browser = await openBrowser();
});

after(async () => browser?.close());

async function as(role) {
  const page = await newPage(browser, { baseUrl: url });
  await page.goto("/");
  await page.locator(`section[aria-labelledby="rolle-${role}"]`).getByRole("button").first().click();
  await page.waitForURL("**/min-dag");
  return page;
}

const inspect = (page, name) => inspectPage(page, url, name);

/** Presses a button by keyboard, and shows again who one is where that is asked. */
async function press(page, name) {
  await page.getByRole("button", { name }).first().focus();
  const answered = page.waitForEvent("framenavigated");
  await page.keyboard.press("Enter");
  await answered;
  await page.waitForLoadState();
  if (await page.getByRole("heading", { name: "Vis, at det er dig" }).isVisible()) {
    await page.locator("main form button[type=submit]").first().click();
    // What was being sent is handed back, to be sent.
    await page.getByRole("heading", { name: "Send det, du havde skrevet" }).waitFor();
    // The one button says what it does.
    await page.locator("main form.form button[type=submit]").first().click();
    await page.waitForLoadState();
  }
}

describe("what has been kept long enough", () => {
  // First: the deletion after it may take the only child there is.
  test("a hold keeps a child off the list until it is lifted", async () => {
    const leader = await as("team-leader");
    await leader.goto("/team/sletning");
    const first = leader.locator("section", { hasText: "Har haft sin tid" }).locator("tbody th a").first();
    await first.click();
    await leader.getByLabel("Klage").check();
    await press(leader, "Sæt slettestop");
    await leader.getByText("Der er slettestop nu.").waitFor();
    assert.equal(await leader.getByRole("button", { name: "Foreslå sletning" }).count(), 0);
    await inspect(leader, "kept-held");
    await press(leader, "Ophæv slettestop");
    await leader.getByText("Slettestoppet er ophævet.").waitFor();
  });

  test("one leader proposes, another confirms, and it is gone", async () => {
    const head = await as("head-of-department");
    await head.goto("/team/sletning");
    await inspect(head, "kept-list");
    const leader = await as("team-leader");
    await leader.goto("/team/sletning");
    const first = leader.locator("section", { hasText: "Har haft sin tid" }).locator("tbody th a").first();
    assert.ok(await first.count(), "the invented municipality has nothing that is ripe for its team leader");
    const name = (await first.innerText()).trim();
    await first.click();
    await inspect(leader, "kept-child");
    const address = new URL(leader.url()).pathname;
    if (await leader.getByRole("button", { name: "Arkivversionen er lavet" }).count()) await press(leader, "Arkivversionen er lavet");
    await press(leader, "Foreslå sletning");
    await leader.getByText("En anden leder skal bekræfte").first().waitFor();
    assert.equal(await leader.getByRole("button", { name: "Slet for altid" }).count(), 0, "whoever proposed is not asked to confirm");
    await head.goto(address);
    await inspect(head, "kept-confirm");
    await head.getByLabel("Barnets navn").fill(name);
    await press(head, "Slet for altid");
    await head.waitForURL("**/team/sletning*");
    await head.getByText("Oplysningerne er slettet.").waitFor();
    await head.goto(address);
    await head.getByRole("heading", { level: 1 }).waitFor();
    assert.ok(!(await head.locator("main").innerText()).includes(name), "the name is still told");
  });
});
