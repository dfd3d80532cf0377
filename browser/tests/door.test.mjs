// The one door from outside: a neighbour writes on a phone without JavaScript, gets a number, and the intake writes it in by keyboard.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PHONE, newPage, openBrowser, startWatchingAfresh } from "../lib/browser.mjs";
import { inspectPage } from "../lib/inspect.mjs";

const url = process.env.TRIN_URL;
const WORDS = "Han står alene ved vejen om aftenen, og i går kunne han ikke komme ind.";
let browser;

before(async () => {
  assert.ok(url, "TRIN_URL is not set; run these tests with: node run.mjs door");
  browser = await openBrowser();
});

after(async () => browser?.close());

const inspect = (page, name) => inspectPage(page, url, name);

describe("the door from outside", () => {
  test("is read and written on by everyone", async () => {
    const page = await newPage(browser, { baseUrl: url });
    await page.goto("/");
    await page.getByRole("link", { name: "Skriv til Modtagelsen uden login" }).click();
    await page.waitForURL("**/henvendelse");
    await inspect(page, "door");
    await page.getByRole("button", { name: "Send til Modtagelsen" }).click();
    await page.getByText("ting at rette").first().waitFor();
    // The browser notes the 422 itself.
    startWatchingAfresh(page);
    await inspect(page, "door-faults");
    // In English too.
    await page.locator('button[name="sprog"]').click();
    await page.getByRole("heading", { name: "Write to us about a child or a young person" }).waitFor();
    await inspect(page, "door-english");
    await page.context().close();
  });

  test("is told on a phone without JavaScript, and written in by keyboard", async () => {
    const neighbour = await newPage(browser, { baseUrl: url, script: false });
    await neighbour.setViewportSize(PHONE);
    await neighbour.goto("/henvendelse");
    await neighbour.getByLabel("Bekymring for et barn eller en ung").check();
    await neighbour.locator('[name="text"]').fill(WORDS);
    await neighbour.locator('[name="known_by"]').fill("Drengen i opgang 14");
    await neighbour.locator('[name="from"]').selectOption("other");
    await neighbour.getByLabel("Jeg vil ikke sige, hvem jeg er").check();
    await neighbour.locator('[name="name"]').fill("Dorthe Dam");
    await neighbour.getByRole("button", { name: "Send til Modtagelsen" }).click();
    await neighbour.getByRole("heading", { name: "Vi har fået det" }).waitFor();
    const reference = await neighbour.locator("b.reference").innerText();
    assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await neighbour.context().close();

    const page = await newPage(browser, { baseUrl: url });
    await page.goto("/");
    await page.locator('section[aria-labelledby="rolle-intake"]').getByRole("button").first().click();
    await page.waitForURL("**/min-dag");
    await page.getByRole("link", { name: `Henvendelse ${reference}` }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Henvendelse ${reference}` }).waitFor();
    const said = await page.locator("main").innerText();
    assert.ok(said.includes(WORDS) && said.includes("Anonym") && !said.includes("Dorthe"), said);
    await inspect(page, "enquiry");
    await page.getByRole("link", { name: "Skriv ind som underretning" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Registrér en underretning" }).waitFor();
    assert.ok((await page.locator('[name="concern"]').inputValue()).includes(WORDS));
    await inspect(page, "enquiry-write-in");
    await page.locator('[name="name"]').fill("Magnus Vejlund");
    await page.locator('[name="born"]').fill("03-02-2020");
    await page.locator('[name="causes"]').first().check();
    await page.getByRole("button", { name: "Gem", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((to) => !to.pathname.includes("henvendelser"));
    await page.goto("/modtagelsen");
    await page.getByRole("link", { name: "Magnus Vejlund" }).first().waitFor();
    assert.equal(await page.getByText(reference).count(), 0);
    await inspect(page, "intake-with-enquiries");

    // What is no notification is answered.
    await page.getByRole("link", { name: "Barn uden navn" }).last().click();
    await page.getByLabel("Besvaret, rådgivet").check();
    await page.locator('[name="note"]').fill("Ringet og fortalt om forskellen.");
    await page.getByRole("button", { name: "Afslut henvendelsen" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Henvendelsen er afsluttet").waitFor();
    await page.context().close();
  });
});
