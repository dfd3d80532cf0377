// From the door: a journal note, a notification to its decision, a waiting one, one from everyday life, and responsibility.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PHONE } from "../lib/browser.mjs";
import { noHorizontalScroll, printPdf } from "../lib/checks.mjs";
import { as, counted, faults, field, fillDecision, fillNotification, flash, newBirth, newChild, newName, send, submit, typedIn } from "../lib/people.mjs";

/** A child on the caseworker's own first page; not one of the links that lead to an entry far down the child's page. */
const childOnMyDay = (page) => page.locator('main a[href^="/boern/"]:not([href*="#"])').first();
const note = (page) => page.locator("main nav.actions a[href$='/note']");
const TEXT = "Ringede til mor. Hun kommer til mødet torsdag.";

export function door(world) {
  const url = () => world.url;
  const someone = (role, options, act) => as(world.browser, url(), role, options, act);

  describe("a journal note", () => {
    for (const [how, options] of [["", {}], [" without JavaScript", { script: false }], [" on a phone", { viewport: PHONE }]]) {
      test(`in three clicks from the start page${how}`, () =>
        someone("caseworker", options, async (page) => {
          const text = `${TEXT} Skrevet${how || " ved skrivebordet"} ${newName("")}.`;
          assert.equal(new URL(page.url()).pathname, "/min-dag");
          await counted(page, `Journal note${how}`, { clicks: 3, fields: 1, pages: 4 }, async (work) => {
            await work.click(childOnMyDay(page));
            await work.click(note(page));
            await work.write(field(page, "facts"), text);
            await work.click(submit(page));
            await flash(page).waitFor();
          });
          assert.match(await page.locator(".timeline").innerText(), new RegExp(text.slice(-12)));
          if (options.viewport) assert.deepEqual(await noHorizontalScroll(page), []);
        }));
    }

    test("by keyboard alone: search, open, n, write, save", () =>
      someone("caseworker", {}, async (page) => {
        const { name, first } = await newChild(page);
        await page.goto("/min-dag");
        await counted(page, "Journal note by keyboard", { clicks: 0, fields: 2 }, async (work) => {
          await work.press("/");
          await work.write(page.locator("#q"), name);
          await work.press("Enter");
          await page.getByRole("heading", { name: new RegExp(name) }).waitFor();
          assert.equal(decodeURIComponent(page.url()).includes(name.split(" ")[1]), false, "an address holds no name");
          await work.tabTo(page.getByRole("link", { name }));
          await work.press("Enter");
          await note(page).waitFor();
          await work.press("n");
          await work.write(field(page, "facts"), TEXT);
          await work.tabTo(submit(page));
          await work.press("Enter");
          await flash(page).waitFor();
        });
        assert.equal(await page.locator("h1").innerText().then((heading) => heading.includes(first)), true);
        assert.match(await page.locator(".timeline").innerText(), /Ringede til mor/);
      }));
  });

  describe("the intake", () => {
    for (const [how, options] of [["", {}], [" without JavaScript", { script: false }]]) {
      test(`writes a notification in and decides it, on one page${how}`, () =>
        someone("intake", options, async (page) => {
          const name = newName("Aksel");
          await page.goto("/modtagelsen");
          let loads = 0;
          page.on("request", (request) => request.isNavigationRequest() && new URL(request.url()).pathname === "/modtagelsen/ny" && (loads += 1));
          // The queue, the form, the child's page.
          await counted(page, `Notification to 24-hour decision${how}`, { pages: 3, fields: 10, clicks: 13 }, async (work) => {
            await work.click(page.locator('main a[href="/modtagelsen/ny"]').first());
            await work.type(field(page, "name"), name);
            await work.type(field(page, "born"), newBirth());
            await work.choose(field(page, "notifier"), "school");
            await work.type(field(page, "notifier_name"), "Lone Lærer");
            await work.type(field(page, "concern"), "Kommer sulten i skole.");
            await work.tick(field(page, "causes", "insufficient-care"));
            await work.tick(field(page, "danger", "nej"));
            await work.type(field(page, "acute_reason"), "Set i dag; der er mad hjemme.");
            await work.tick(field(page, "outcome", "assessment"));
            await work.type(field(page, "screening_reason"), "Tredje bekymring i år.");
            await work.click(submit(page));
            await flash(page).waitFor();
          });
          assert.equal(loads, 2, "the form is loaded once and sent once");
          assert.match(await page.locator("h1").innerText(), new RegExp(name));
          const record = await page.locator(".timeline").innerText();
          for (const words of ["Kommer sulten i skole.", "Set i dag; der er mad hjemme.", "Tredje bekymring i år."]) assert.ok(record.includes(words), `${words} is not in the record:\n${record}`);
          await page.goto("/modtagelsen");
          assert.equal(await page.getByRole("link", { name }).count(), 0, "it waits for nobody");
        }));
    }

    test("writes a notification in and decides it by keyboard alone", () =>
      someone("intake", {}, async (page) => {
        const name = newName("Astrid");
        await page.goto("/modtagelsen");
        await counted(page, "Notification to 24-hour decision by keyboard", { pages: 3, fields: 7, clicks: 0 }, async (work) => {
          const write = async (where, text) => {
            await work.tabTo(field(page, where));
            await work.write(field(page, where), text);
          };
          await work.press("u");
          await write("name", name);
          await write("born", newBirth());
          await write("notifier", "Skole");
          await write("notifier_name", "Lone Lærer");
          await write("concern", "Kommer sulten i skole.");
          await work.tabTo(field(page, "causes", "insufficient-care"));
          await work.press("Space");
          // The choice stands on "not yet": the next one down is the first.
          await work.tabTo(field(page, "danger", ""));
          await work.press("ArrowDown");
          assert.ok(await field(page, "danger", "nej").isChecked());
          await write("acute_reason", "Set i dag; der er mad hjemme.");
          await work.tabTo(field(page, "outcome", ""));
          for (let press = 0; press < 20 && !(await field(page, "outcome", "assessment").isChecked()); press += 1) await work.press("ArrowDown");
          await write("screening_reason", "Tredje bekymring i år.");
          await work.tabTo(submit(page));
          await work.press("Enter");
          await flash(page).waitFor();
        });
        assert.match(await page.locator("h1").innerText(), new RegExp(name));
        assert.match(await page.locator(".timeline").innerText(), /Tredje bekymring i år\./);
      }));

    test("is asked whether a child is one we know, and loses nothing of what was typed", () =>
      someone("intake", {}, async (page) => {
        const born = newBirth();
        const known = await newChild(page, { name: newName("Bertil"), born });
        await page.goto("/modtagelsen/ny");
        await fillNotification(page, { name: known.name, born, concern: "Set alene på legepladsen kl. 22." });
        await fillDecision(page, "partial-assessment");
        const before = await typedIn(page);
        await send(page);
        assert.equal((await faults(page)).length, 1);
        assert.match((await faults(page))[0], /et af dem, vi kender/);
        assert.deepEqual(await typedIn(page), before, "everything typed is still there");
        const choices = field(page, "barn");
        assert.equal(await choices.count(), 2, "the known child, and a new one");
        await choices.first().check();
        await send(page);
        await flash(page).waitFor();
        assert.equal(new URL(page.url()).pathname, known.address);
        const record = await page.locator(".timeline").innerText();
        assert.match(record, /legepladsen kl\. 22/);
        assert.match(record, /sulten/);
      }));

    test("assesses one that waits, prints the receipt, and writes it as sent", () =>
      someone("intake", {}, async (page) => {
        const name = newName("Clara");
        await page.goto("/modtagelsen/ny");
        await fillNotification(page, { name });
        await send(page);
        await flash(page).waitFor();
        assert.equal(new URL(page.url()).pathname, "/modtagelsen");
        await counted(page, "Assess and screen one that waits", { clicks: 6, fields: 4, pages: 3 }, async (work) => {
          await work.click(await inTheQueue(page, name));
          await work.tick(field(page, "danger", "nej"));
          await work.type(field(page, "acute_reason"), "Set i dag.");
          await work.tick(field(page, "outcome", "assessment"));
          await work.type(field(page, "screening_reason"), "Skal belyses.");
          await work.click(submit(page));
          await flash(page).waitFor();
        });
        const owed = page.locator("aside a[href$='/kvittering']").first();
        await counted(page, "Receipt printed and sent", { clicks: 2, fields: 0, pages: 3 }, async (work) => {
          await work.click(owed);
          await page.locator(".letter").waitFor();
          const { pdf, faults: printFaults } = await printPdf(page);
          assert.deepEqual(printFaults, []);
          assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
          assert.ok(pdf.length > 5000, "there is something on the paper");
          const letter = await page.locator(".letter").innerText();
          assert.match(letter, /Lone Lærer/);
          assert.match(letter, /Tak for din underretning/);
          await page.emulateMedia({ media: "print" });
          assert.ok(!(await page.locator("body").innerText()).includes(name.split(" ")[0]), "the paper does not name the child");
          await page.emulateMedia({ media: null });
          await work.click(submit(page));
          await flash(page).waitFor();
        });
        assert.equal(await page.locator("aside a[href$='/kvittering']").count(), 0, "it is owed no longer");
      }));
  });

  describe("everyday life", () => {
    for (const role of ["pedagogue", "teacher"]) {
      test(`the ${role} notifies about a child of their own, and the intake sees it`, async () => {
        const concern = `Sidder alene hele dagen. ${newName("")}`;
        const name = await someone(role, {}, async (page) => {
          const at = page.url();
          await page.goto("/boern");
          const child = page.locator('main table a[href^="/boern/"]').first();
          const name = (await child.innerText()).trim();
          const id = (await child.getAttribute("href")).split("/")[2];
          await page.goto(at);
          await counted(page, `Notification by the ${role}`, { clicks: 6, fields: 2, pages: 5 }, async (work) => {
            await work.click(page.locator("main a[href='/boern']"));
            await work.click(page.locator(`main table a[href="/boern/${id}"]`).first());
            await work.click(page.locator(`a[href="/modtagelsen/ny?barn=${id}"]`));
            assert.equal(await field(page, "danger").count(), 0, "the decision is the intake's");
            await work.type(field(page, "concern"), concern);
            await work.tick(field(page, "causes", "other-neglect"));
            await work.click(submit(page));
            await flash(page).waitFor();
          });
          return name;
        });
        await someone("intake", {}, async (page) => {
          await page.goto("/modtagelsen");
          const link = await inTheQueue(page, name, concern);
          await link.click();
          assert.match(await page.locator("main").innerText(), new RegExp(concern.slice(0, 24)));
        });
      });
    }
  });

  describe("responsibility", () => {
    test("is offered, seen on the other's first page, taken over, and shown at the child", async () => {
      const [giver, taker] = [await world.nameOf("intake"), await world.nameOf("caseworker")];
      const responsible = (page) => page.locator(".child-header .responsible").innerText();
      const child = await someone("intake", {}, async (page) => {
        const child = await newChild(page, { name: newName("Dagny") });
        await counted(page, "Offer responsibility", { clicks: 6, fields: 2, pages: 3 }, async (work) => {
          await work.click(page.locator("nav.actions summary"));
          await work.click(page.locator("nav.actions a[href$='/ansvar']"));
          await work.choose(field(page, "to"), { label: `${taker} · Rådgiver` });
          await work.type(field(page, "reason"), "Du kender familien.");
          await work.click(submit(page));
          await flash(page).waitFor();
        });
        assert.match(await responsible(page), new RegExp(giver), "an offer moves nothing");
        return child;
      });
      await someone("caseworker", {}, async (page) => {
        const offer = page.locator(`main a[href="${child.address}/ansvar"]`);
        await counted(page, "Take over responsibility", { clicks: 2, fields: 0, pages: 3 }, async (work) => {
          await work.click(offer.first());
          await work.click(submit(page));
          await flash(page).waitFor();
        });
        assert.match(await responsible(page), new RegExp(taker));
        await page.goto("/min-dag");
        assert.equal(await offer.count(), 0, "the offer is answered");
      });
      // Whoever gave the child away has no relation to it any more: the next request finds no child.
      await someone("intake", {}, async (page) => {
        assert.equal((await page.request.get(child.address)).status(), 404, "the giver still opens the child");
        await page.goto("/boern");
        assert.equal(await page.getByRole("link", { name: child.name }).count(), 0, "the giver still lists the child");
        await page.locator("#q").fill(child.name);
        await page.locator("#q").press("Enter");
        await page.getByRole("heading", { name: new RegExp(child.name) }).waitFor();
        assert.equal(await page.getByRole("link", { name: child.name }).count(), 0, "the giver still finds the child");
      });
      await someone("caseworker", {}, async (page) => {
        await page.goto(child.address);
        assert.match(await responsible(page), new RegExp(taker));
      });
    });
  });
}

/** The link of a child in the queue, on whichever of its pages. */
async function inTheQueue(page, name, concern = "") {
  for (let turn = 0; turn < 40; turn += 1) {
    const row = page.locator("main tr").filter({ hasText: name }).filter({ hasText: concern });
    if ((await row.count()) > 0) return row.first().getByRole("link").first();
    const next = page.locator("main a[rel=next]");
    if ((await next.count()) === 0) break;
    await next.first().click();
  }
  throw new Error(`${name} is not in the queue`);
}
