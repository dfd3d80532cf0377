// A child's whole way, and the leader's rooms, under each of the other strategies that ship; the standard one has the whole day in
// flows.test.mjs.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { help, picture } from "../flows/help.mjs";
import { notListed } from "../flows/lists.mjs";
import { openBrowser } from "../lib/browser.mjs";
import { as } from "../lib/people.mjs";
import { startTrin } from "../lib/trin.mjs";

/** Steps of the ladder, and who made it. */
const OTHERS = [
  { strategy: "hvidovre-2014", steps: 5, from: "Hvidovre" },
  { strategy: "faxe-2019", steps: 4, from: "Faxe" },
  { strategy: "koege-2020", steps: 4, from: "Køge" },
];

for (const { strategy, steps, from } of OTHERS) {
  describe(`the strategy ${strategy}`, () => {
    const world = { url: "", browser: null };
    let trin;
    before(async () => {
      trin = await startTrin({ strategy, children: 150 });
      world.url = trin.url;
      world.browser = await openBrowser();
    });
    after(async () => {
      await world.browser?.close();
      await trin?.stop();
    });

    help(world, { strategy, hasOrder: false });

    test("is the one the leader's rooms follow", () =>
      as(world.browser, world.url, "team-leader", {}, async (page) => {
        await picture(page, strategy, "leader-my-day");
        await page.goto("/strategi");
        await picture(page, strategy, "strategy");
        assert.ok((await page.locator("main").innerText()).includes(from), `the strategy's page does not say ${from}`);
        const headings = await page.locator("main").getByRole("heading").allInnerTexts();
        const found = headings.map((heading) => Number(heading.match(/^(\d+)\s/)?.[1])).filter(Boolean);
        assert.deepEqual(found, Array.from({ length: steps }, (_, at) => at + 1), "every step of the ladder, and no other");
        for (const room of ["trappen", "team"]) {
          await page.goto(`/${room}`);
          assert.equal(await page.locator("h1").count(), 1);
          await picture(page, strategy, room);
        }
        // A number on the staircase leads to as many children: those of the leader's team, and how many more there are.
        await page.goto("/trappen");
        const numbers = await page.locator('main a[href^="/trappen/trin?"]').evaluateAll((links) => links.map((link) => [link.getAttribute("href"), Number(link.textContent.match(/\d+/)?.[0])]));
        const [address, count] = numbers.filter(([, count]) => count > 0 && count < 20).at(-1) ?? assert.fail(`no step has a few children: ${JSON.stringify(numbers)}`);
        await page.goto(address);
        const [shown, more] = [await page.locator("main table tbody tr").count(), await notListed(page)];
        assert.equal(shown + more, count, `${address}: ${shown} are listed and ${more} said to be left out`);
      }));
  });
}
