// A worry, and a talk with every child: a pedagogue writes what she saw, does what the guide asks for at least, agrees on something, and ends it; suspicion of violence leads
// straight to the intake. On a phone, by keyboard, without JavaScript.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PHONE, newPage, openBrowser, startWatchingAfresh } from "../lib/browser.mjs";
import { inspectPage } from "../lib/inspect.mjs";

const url = process.env.TRIN_URL;
let browser;

before(async () => {
  assert.ok(url, "TRIN_URL is not set; run these tests with: node run.mjs worries");
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

const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

describe("a worry at the unit", () => {
  test("is raised in a minute, helped by the guide, and ended", async () => {
    const page = await enter();
    await inspect(page, "worries-my-day");
    await page.getByRole("link", { name: "Bekymringer", exact: true }).click();
    await page.getByRole("heading", { name: "Bekymringer", exact: true }).waitFor();
    await inspect(page, "worries");
    await page.getByRole("link", { name: "Sådan gør vi" }).click();
    await page.getByRole("heading", { name: "Sådan gør vi", exact: true }).waitFor();
    await inspect(page, "guide");
    const begun = Date.now();
    await page.getByRole("link", { name: "Jeg er bekymret for et barn" }).click();
    await page.getByRole("heading", { name: "Hvem er det?" }).waitFor();
    await inspect(page, "worry-whom");
    await page.locator("ul.choose a").first().click();
    await page.getByRole("heading", { name: /Jeg er bekymret for/ }).waitFor();
    await inspect(page, "worry-new");
    // Nothing ticked: what was written stays.
    await page.locator('[name="signs"]').fill("Sidder alene i garderoben, når de andre går på legepladsen.");
    await page.getByRole("button", { name: "Gem, og se, hvad vi gør" }).click();
    await page.getByText("Sæt mindst ét kryds").first().waitFor();
    startWatchingAfresh(page);
    await inspect(page, "worry-fault");
    await page.getByLabel("Venskaber, ensomhed eller mobning").focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Gem, og se, hvad vi gør" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Bekymringen er gemt.").waitFor();
    console.log(`a worry raised in ${Date.now() - begun} ms, three pages inspected on the way`);
    await inspect(page, "worry");
    const at = new URL(page.url()).pathname;
    await page.getByRole("button", { name: "Gjort i dag" }).first().click();
    await page.getByText("Det er gemt.").waitFor();
    await page.getByText(/1 af \d er gjort/).waitFor();
    await page.getByRole("link", { name: "Skriv, hvad der kom ud af det" }).first().click();
    await page.locator('[name="words"]').fill("Han vil gerne være med, når Karl er der.");
    await inspect(page, "worry-step");
    await page.getByRole("button", { name: "Gem", exact: true }).click();
    await page.getByText("Han vil gerne være med, når Karl er der.").waitFor();
    await page.getByRole("link", { name: "Aftal, hvad I gør" }).click();
    await page.locator('[name="goal"]').fill("Går ud sammen med en anden hver dag");
    await page.locator('[name="action"]').fill("Karl og han får jakker på sammen");
    await page.locator('[name="who"]').fill("Pernille");
    await page.locator('[name="by_day"]').fill(day(14));
    await inspect(page, "worry-agree");
    await page.getByRole("button", { name: "Gem aftalen" }).click();
    await page.getByText("Går ud sammen med en anden hver dag").waitFor();
    await page.getByRole("link", { name: "Se på det igen" }).click();
    await page.getByLabel("Det går den rigtige vej").check();
    await page.locator('[name="words"]').fill("Tre dage af fem.");
    await inspect(page, "worry-look");
    await page.getByRole("button", { name: "Gem", exact: true }).click();
    await page.getByText("Tre dage af fem.").waitFor();
    await inspect(page, "worry-underway");
    await page.locator('button[name="sprog"]').click();
    await page.getByRole("heading", { name: "What you agreed" }).waitFor();
    await inspect(page, "worry-english");
    await page.locator('button[name="sprog"]').click();
    await page.getByRole("link", { name: "Afslut bekymringen" }).click();
    await inspect(page, "worry-settle");
    await page.getByLabel("Barnet er i trivsel igen").check();
    await page.locator('[name="words"]').fill("Han går ud med de andre hver dag.");
    await page.getByRole("button", { name: "Afslut", exact: true }).click();
    await page.getByText("Bekymringen er afsluttet.").waitFor();
    await inspect(page, "worry-ended");
    await page.goto("/bekymringer");
    await page.getByRole("heading", { name: "Afsluttet de seneste tre måneder" }).waitFor();
    assert.ok(await page.locator(`a[href="${at}"]`).count());
    await page.context().close();
  });

  test("of violence leads to the intake on a phone without JavaScript", async () => {
    const page = await enter({ script: false });
    await page.setViewportSize(PHONE);
    await page.goto("/bekymringer/ny");
    await page.locator("ul.choose a").nth(1).click();
    await page.getByLabel("Mistanke eller viden om vold").check();
    await page.locator('[name="signs"]').fill("Blåt mærke på armen, formet som fingre.");
    await page.getByRole("button", { name: "Gem, og se, hvad vi gør" }).click();
    await page.getByText("Ikke forældrene først").first().waitFor();
    assert.equal(await page.getByText("Tal med forældrene", { exact: true }).count(), 0);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "nothing beside the page");
    const at = page.url();
    await page.getByRole("link", { name: "Skriv en underretning" }).last().click();
    await page.getByText("Det, I skrev om bekymringen").waitFor();
    assert.match(await page.locator('[name="concern"]').inputValue(), /formet som fingre/);
    await page.goto(`${at}/afslut`.replace(/\?[^/]*/, ""));
    await page.getByText("Underret først").or(page.getByText("gør det først")).first().waitFor();
    await page.goto(at);
    await page.getByRole("link", { name: "Skriv en underretning" }).last().click();
    await page.locator('[name="causes"][value="abuse-by-parents"]').check();
    await page.getByRole("button", { name: "Send underretningen" }).click();
    await page.waitForURL("**/min-dag**");
    await page.goto(at);
    await page.getByText("Underretningen er sendt til Modtagelsen.").waitFor();
    await page.context().close();
  });

  test("is nothing a talk needs: one press, on a phone too", async () => {
    const page = await enter();
    await page.getByRole("link", { name: "Samtaler", exact: true }).click();
    await page.getByText(/\d+ af \d+ børn har ikke haft en samtale siden/).waitFor();
    await inspect(page, "talks");
    const lacking = async () => Number((await page.getByText(/børn har ikke haft en samtale/).innerText()).match(/^(\d+)/)[1]);
    const before = await lacking();
    await page.getByRole("button", { name: "Talt med i dag" }).first().click();
    await page.getByText("Samtalen er gemt.").waitFor();
    assert.equal(await lacking(), before - 1);
    await page.setViewportSize(PHONE);
    await page.locator("ul.talks a").first().click();
    await page.getByRole("heading", { name: /Samtale med/ }).waitFor();
    await page.locator('[name="child_words"]').fill("Vil gerne sidde ved vinduet.");
    await inspect(page, "talk");
    await page.getByRole("button", { name: "Gem samtalen" }).click();
    await page.getByText("Samtalen er gemt.").waitFor();
    assert.equal(await lacking(), before - 2);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "nothing beside the page");
    await page.context().close();
  });
});
