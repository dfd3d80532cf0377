// Numbers that open: the team's, the staircase's; and two strategies side by side.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { as, counted, field } from "../lib/people.mjs";

/** Numbers that are links in the tables of a page. */
const numbers = (page, path) =>
  page.locator(`main table a[href^="${path}"]`).evaluateAll((links) => links.map((link) => ({ href: link.getAttribute("href"), count: Number(link.textContent.replace(/\D/g, "")) })));

/** Counts what a list holds, over all its pages. */
async function listed(page, href, rows) {
  await page.goto(href);
  let count = 0;
  for (let turn = 0; turn < 60; turn += 1) {
    count += await page.locator(rows).count();
    const next = page.locator("main a[rel=next]");
    if ((await next.count()) === 0) return count;
    await next.click();
    await page.waitForLoadState();
  }
  throw new Error(`${href} never ends`);
}

/** Holds every number to the list behind it; the invented municipality must have some. */
async function holdToLists(page, room, path, rows) {
  await page.goto(room);
  // A number stands in more than one place: once each is enough.
  const found = [...new Map((await numbers(page, path)).map((number) => [number.href, number])).values()];
  assert.ok(found.some(({ count }) => count > 0), `no number on ${room} leads to ${path}`);
  for (const { href, count } of found) assert.equal(await listed(page, href, rows), count, href);
}

const DUTIES = "main .duties > li";
const CHILDREN = "main table tbody tr";

export function lists(world) {
  const someone = (role, act) => as(world.browser, world.url, role, {}, act);

  describe("the team leader", () => {
    test("opens every number of the team's page", () =>
      someone("team-leader", async (page) => {
        await holdToLists(page, "/team", "/team/boern", CHILDREN);
        await holdToLists(page, "/team", "/team/forfaldne", DUTIES);
      }));
    test("comes from what is late to the page where it is met", () =>
      someone("team-leader", async (page) => {
        await counted(page, "From late duties to the child", { clicks: 3, pages: 4 }, async (work) => {
          await work.click(page.getByRole("link", { name: "Team" }).first());
          await work.click(page.locator("main table a[href^='/team/forfaldne?slags=']").first());
          await work.click(page.locator(`${DUTIES} a[href^='/boern/']`).first());
          await page.locator(".child-header").waitFor();
        });
      }));
  });

  describe("the head of department", () => {
    test("opens every number of the staircase", () =>
      someone("head-of-department", async (page) => {
        await holdToLists(page, "/trappen", "/trappen/trin", CHILDREN);
        await holdToLists(page, "/trappen", "/trappen/flyttet", CHILDREN);
      }));
    test("compares two strategies", () =>
      someone("head-of-department", async (page) => {
        await counted(page, "Compare two strategies", { clicks: 7, fields: 2, pages: 4 }, async (work) => {
          await work.click(page.getByRole("link", { name: "Strategi" }).first());
          await work.click(page.locator("main a[href='/strategi/sammenlign']"));
          await work.choose(field(page, "a"), "hvidovre-2014");
          await work.choose(field(page, "b"), "faxe-2019");
          await work.click(page.locator("main form.filters button[type=submit]"));
          await page.waitForURL(/a=hvidovre-2014/);
        });
        assert.ok((await page.locator("main tbody tr").count()) > 10, "they differ in much");
        const headings = await page.locator("main table").first().locator("thead th").allInnerTexts();
        assert.deepEqual(headings.slice(1), ["Hvidovre", "Faxe"]);
        await field(page, "b").selectOption("hvidovre-2014");
        await page.locator("main form.filters button[type=submit]").click();
        await page.waitForURL(/b=hvidovre-2014/);
        assert.equal(await page.locator("main tbody tr").count(), 0, "a strategy does not differ from itself");
      }));
  });
}
