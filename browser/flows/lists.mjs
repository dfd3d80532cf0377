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

/** How many more a list says are in its number: those who lead count children they may not know of, and are told so. */
export async function notListed(page) {
  const said = page.locator("main #not-listed");
  return (await said.count()) === 0 ? 0 : Number((await said.innerText()).match(/\d+/)[0]);
}

/** Holds every number to the list behind it; the invented municipality must have some. `hidden` counts those the lists say they leave out. */
async function holdToLists(page, room, path, rows, hidden = async () => 0) {
  await page.goto(room);
  // A number stands in more than one place: once each is enough.
  const found = [...new Map((await numbers(page, path)).map((number) => [number.href, number])).values()];
  assert.ok(found.some(({ count }) => count > 0), `no number on ${room} leads to ${path}`);
  let leftOut = 0;
  for (const { href, count } of found) {
    const [shown, more] = [await listed(page, href, rows), await hidden(page)];
    assert.equal(shown + more, count, `${href}: ${shown} are listed and ${more} said to be left out`);
    leftOut += more;
  }
  return leftOut;
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
    test("opens every number of the staircase, which says how many are not theirs to see", () =>
      someone("team-leader", async (page) => {
        assert.ok((await holdToLists(page, "/trappen", "/trappen/trin", CHILDREN, notListed)) > 0, "a leader of one team sees every child");
        await holdToLists(page, "/trappen", "/trappen/flyttet", CHILDREN, notListed);
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

  describe("the caseworker", () => {
    test("opens every number of the staircase: their own children and no other", () =>
      someone("caseworker", async (page) => {
        await holdToLists(page, "/trappen", "/trappen/trin", CHILDREN);
        await holdToLists(page, "/trappen", "/trappen/flyttet", CHILDREN);
        await page.goto("/trappen");
        const own = (await numbers(page, "/trappen/trin")).reduce((sum, { count }) => sum + count, 0);
        assert.ok(own > 0 && own < 200, `${own} children: too many to be one caseworker's`);
      }));
  });

  describe("the head of department", () => {
    test("opens every number of the staircase", () =>
      someone("head-of-department", async (page) => {
        await holdToLists(page, "/trappen", "/trappen/trin", CHILDREN, notListed);
        await holdToLists(page, "/trappen", "/trappen/flyttet", CHILDREN, notListed);
      }));
    test("finds no page that is closed to them behind what is late", () =>
      someone("head-of-department", async (page) => {
        await page.goto("/team");
        const lists = await page.locator("main table a[href^='/team/forfaldne']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
        assert.ok(lists.length > 0, "nothing is late");
        let followed = 0;
        for (const list of new Set(lists)) {
          await page.goto(list);
          for (const href of await page.locator(`${DUTIES} a[href]`).evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
            if (followed >= 60) return;
            assert.equal((await page.request.get(href)).status(), 200, `${href} on ${list}`);
            followed += 1;
          }
        }
        assert.ok(followed > 0, "no child is led to");
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
