// The day's work from end to end, each task as the person whose work it is, with its clicks, fields and keystrokes counted and
// held to a budget (principle 11). The counts come as a table at the end.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { door } from "../flows/door.mjs";
import { whatGoesWrong } from "../flows/faults.mjs";
import { help } from "../flows/help.mjs";
import { lists } from "../flows/lists.mjs";
import { newPage, openBrowser } from "../lib/browser.mjs";
import { ALL_WORK } from "../lib/people.mjs";
import { workTable } from "../lib/work.mjs";

const world = {
  url: process.env.TRIN_URL,
  browser: null,
  /** The name at the entrance of the `which`th person of a role. */
  async nameOf(role, which = 0) {
    const page = await newPage(this.browser, { baseUrl: this.url });
    await page.goto("/");
    const button = page.locator(`section[aria-labelledby="rolle-${role}"]`).getByRole("button").nth(which);
    const name = (await button.innerText()).split("\n")[0].trim();
    await page.context().close();
    return name;
  },
};

before(async () => {
  assert.ok(world.url, "TRIN_URL is not set; run these tests with: node run.mjs flows");
  world.browser = await openBrowser();
});

after(async () => {
  await world.browser?.close();
  console.log(`\nWhat each task costs\n${workTable(ALL_WORK)}\n`);
});

door(world);
help(world);
lists(world);
whatGoesWrong(world);
