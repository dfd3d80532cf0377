// Wellbeing rounds: a pedagogue opens one, does the whole group by keyboard, and settles it together; what is set is kept while she sets it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PHONE, newPage, openBrowser, startWatchingAfresh } from "../lib/browser.mjs";
import { inspectPage } from "../lib/inspect.mjs";

const url = process.env.TRIN_URL;
let browser;

before(async () => {
  assert.ok(url, "TRIN_URL is not set; run these tests with: node run.mjs rounds");
  browser = await openBrowser();
});

after(async () => browser?.close());

const inspect = (page, name) => inspectPage(page, url, name);

const enter = async (options = {}) => {
  const page = await newPage(browser, { baseUrl: url, ...options });
  await page.goto("/");
  await page.locator('section[aria-labelledby="rolle-pedagogue"]').getByRole("button").first().click();
  await page.waitForURL("**/min-dag");
  return page;
};

const date = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

describe("a wellbeing round", () => {
  test("is half done when one comes, and a whole group is done by keyboard", async () => {
    const page = await enter();
    await page.getByRole("link", { name: "Trivselsrunder" }).click();
    await page.getByRole("heading", { name: "Trivselsrunder" }).waitFor();
    await inspect(page, "rounds");
    await page.locator("ul.rounds a").first().click();
    await page.getByText(/Du har vurderet \d+ af \d+/).waitFor();
    const children = await page.locator(".round-child").count();
    assert.ok(children >= 10, `${children} children: a room`);
    await inspect(page, "round-alone");
    const done = Number((await page.getByText(/Du har vurderet/).innerText()).match(/vurderet (\d+)/)[1]);
    assert.ok(done > 0 && done < children, `${done} of ${children}: half done`);
    // Tab to a scale, press a digit: two keys a child.
    let set = 0;
    const begun = Date.now();
    for (const row of await page.locator(".round-child").all()) {
      const points = row.locator(".points").first();
      if (await points.locator("input:checked").count()) continue;
      await points.locator("input").first().focus();
      await page.keyboard.press("1");
      assert.ok(await points.locator('input[value="1"]').isChecked());
      set += 1;
    }
    console.log(`${set} children set by keyboard in ${Date.now() - begun} ms`);
    await page.locator(".draft").filter({ hasText: "Kladde" }).waitFor({ timeout: 15000 });
    // What is set is there again without having been saved.
    await page.reload();
    assert.equal(await page.locator(".round-child .points:first-of-type input:checked").count() >= children, true);
    await page.getByRole("button", { name: "Gem mine tal" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Det er gemt.").waitFor();
    await page.getByText(`Du har vurderet ${children} af ${children}.`).waitFor();
    // Together: a worry says what was seen.
    await page.getByRole("link", { name: "Sammen", exact: true }).click();
    await page.getByText(/Sammen har I vurderet/).waitFor();
    await inspect(page, "round-together");
    const row = page.locator(".round-child").filter({ hasText: "Mangler" }).first();
    const name = (await row.locator("a").first().innerText()).trim();
    await row.locator(".points").first().locator("input").first().focus();
    await page.keyboard.press("4");
    await page.getByRole("button", { name: "Gem det, I er enige om" }).click();
    await page.getByText("hvad I har set").first().waitFor();
    startWatchingAfresh(page);
    await inspect(page, "round-faults");
    const again = page.locator(".round-child").filter({ hasText: name }).first();
    assert.ok(await again.locator('.points input[value="4"]').first().isChecked(), "what was set stays");
    await again.locator("textarea").fill("Sulten hver mandag.");
    await page.getByRole("button", { name: "Gem det, I er enige om" }).click();
    await page.getByText("Det er gemt.").waitFor();
    await page.getByText("Begynd i Sådan gør vi i dag").first().waitFor();
    // The child's own page, with a focus point.
    await page.locator(".round-child").filter({ hasText: name }).locator("a").first().click();
    await page.getByRole("heading", { name: new RegExp(name) }).waitFor();
    await page.locator('[name="goal"]').fill("Spiser morgenmad med de andre");
    await page.locator('[name="action"]').fill("Morgenmad kl. 8");
    await page.locator('[name="who"]').fill("Pernille");
    await page.locator('[name="by_day"]').fill(date(30));
    await page.getByRole("button", { name: "Gem det, I er enige om" }).click();
    await page.getByText("Spiser morgenmad med de andre").first().waitFor();
    await inspect(page, "round-child");
    await page.locator('button[name="sprog"]').click();
    await page.getByRole("heading", { name: "What you agree on" }).waitFor();
    await inspect(page, "round-child-english");
    await page.context().close();
  });

  test("opens on a phone without JavaScript, and not before parents are told", async () => {
    const page = await enter({ script: false });
    await page.setViewportSize(PHONE);
    await page.goto("/runder/ny");
    await page.locator('[name="name"]').fill("Rød stue");
    await page.locator('[name="youngest"]').fill("0");
    await page.locator('[name="oldest"]').fill("2");
    await page.locator('[name="told_on"]').fill(date(3));
    await page.locator('[name="told_how"]').fill("Forældremøde");
    await page.getByRole("button", { name: "Åbn runden" }).click();
    await page.getByText("Forældrene skal have besked, før runden begynder").first().waitFor();
    assert.equal(await page.locator('[name="name"]').inputValue(), "Rød stue");
    await page.locator('[name="told_on"]').fill(date(-3));
    await page.getByRole("button", { name: "Åbn runden" }).click();
    await page.getByText("Runden er åben.").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "nothing beside the page");
    // Closing asks first: it cannot be undone.
    await page.locator("summary", { hasText: "Luk runden" }).click();
    await page.getByRole("button", { name: "Luk den nu" }).click();
    await page.getByText("Runden er lukket.").waitFor();
    await page.context().close();
  });
});
