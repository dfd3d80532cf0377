// A caseworker's child from being heard to the bottom of the ladder.
//
// TRIN_PICTURES=DIR keeps a picture of each page on the way, for people to look at.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { as, counted, faults, field, flash, newChild, newName, send, submit, today, typedIn } from "../lib/people.mjs";

const action = (page, ending) => page.locator(`nav.actions a[href$="/${ending}"]`);

/**
 * The whole way under one strategy: `placed` and `lower` are its steps of foster care and family treatment, `hasOrder` whether foster
 * care is not first in its order of placements. Foster care was asked for without the reason; a strategy with an order wants it.
 */
export function help(world, { placed = 4, lower = 3, hasOrder = true, strategy = "" } = {}) {
  describe(`a child's way${strategy && ` under ${strategy}`}`, () => {
    test("heard, assessed, placed, planned for, followed up a step down, and closed", () =>
      as(world.browser, world.url, "caseworker", {}, async (page) => {
        const child = await newChild(page, { name: newName("Ellen"), receivedAt: `${today(-40)}T09:30` });
        await picture(page, strategy, "1-notified");
        await hear(page);
        await assess(page, child);
        await picture(page, strategy, "2-assessed");
        const placement = await place(page, child, hasOrder);
        await begin(page, placement, placed);
        await picture(page, strategy, "3-placed");
        await plan(page, child);
        await picture(page, strategy, "4-plan");
        await stepDown(page, child, placement, lower, strategy);
        await picture(page, strategy, "6-stepped-down");
        await close(page, child);
        await picture(page, strategy, "7-closed");
      }));
  });
}

export async function picture(page, strategy, name) {
  const folder = process.env.TRIN_PICTURES;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `way-${strategy || "standard"}-${name}.png`), fullPage: true });
}

async function hear(page) {
  await counted(page, "Child heard", { clicks: 4, fields: 2, pages: 3 }, async (work) => {
    await work.click(action(page, "boernesamtale"));
    await work.tick(field(page, "manner", "samtale"));
    await work.type(field(page, "words"), "Jeg vil gerne spise sammen.");
    await work.click(submit(page));
    await flash(page).waitFor();
  });
  assert.match(await page.locator(".timeline").innerText(), /Jeg vil gerne spise sammen/);
}

async function assess(page, child) {
  await counted(page, "Assessment: one heading and the conclusion", { clicks: 8, fields: 6, pages: 3 }, async (work) => {
    await work.click(page.locator(`aside a[href^="${child.address}/undersoegelse/"]`).first());
    await work.type(field(page, "family-challenges"), "Der er ikke mad hver dag.");
    await work.type(field(page, "family-resources"), "Mor spørger selv om hjælp.");
    await work.type(field(page, "conclusion"), "Ellen har brug for ro og mad.");
    await work.tick(field(page, "support_needed", "ja"));
    await work.type(field(page, "child_attitude"), "Vil gerne have hjælp.");
    await work.type(field(page, "parents_attitude"), "Mor vil gerne have hjælp.");
    await work.click(page.locator('main button[name=gem][value="afslut"]'));
    await flash(page).waitFor();
  });
  const read = await page.locator("main").innerText();
  for (const words of ["Der er ikke mad hver dag.", "Ellen har brug for ro og mad.", "Jeg vil gerne spise sammen."]) assert.ok(read.includes(words), `${words} is not in the assessment`);
}

/** A placement; where it is not first in the municipality's order, the reason is asked for, nothing is lost, then it goes through. */
async function place(page, child, hasOrder) {
  await page.goto(child.address);
  await counted(page, "Decision on a placement lower in the order", { clicks: 10, fields: 6, pages: 3 }, async (work) => {
    await work.click(action(page, "indsats/ny"));
    await work.choose(field(page, "kind"), "placement-foster");
    await work.type(field(page, "purpose"), "Ro, mad og skole.");
    await work.type(field(page, "why_not_lower"), "Familiebehandling er prøvet.");
    await work.tick(field(page, "consent", "with"));
    await work.date(field(page, "on"), today(-12));
    if (hasOrder) {
      const before = await typedIn(page);
      await work.click(submit(page));
      await page.locator("#errors").waitFor();
      assert.equal((await faults(page)).length, 1);
      assert.match((await faults(page))[0], /nummer \d.*rækkefølge\. Skriv, hvorfor et sted højere oppe ikke er valgt/);
      assert.deepEqual(await typedIn(page), before, "everything typed is still there");
      await work.type(field(page, "why_not_preferred"), "Ingen i slægten kan.");
    }
    await work.click(submit(page));
    await flash(page).waitFor();
  });
  assert.match(await page.locator("main").innerText(), hasOrder ? /Ingen i slægten kan\./ : /Familiebehandling er prøvet\./);
  return new URL(page.url()).pathname;
}

async function begin(page, placement, step) {
  await counted(page, "Help begins", { clicks: 3, fields: 1, pages: 3 }, async (work) => {
    await work.click(page.locator(`main a[href="${placement}/begynd"]`));
    await work.date(field(page, "on"), today(-10));
    await work.click(submit(page));
    await flash(page).waitFor();
  });
  assert.match(await page.locator(".child-header .position").innerText(), new RegExp(`^Trin ${step}`));
}

async function plan(page, child) {
  await page.goto(child.address);
  await counted(page, "Plan with a measurable goal", { clicks: 8, fields: 5, pages: 4 }, async (work) => {
    await work.click(action(page, "plan"));
    await work.type(field(page, "purpose"), "Ellen bor hjemme og spiser morgenmad.");
    await work.click(submit(page));
    await flash(page).waitFor();
    await work.type(field(page, "text"), "Morgenmad hver dag");
    await work.type(field(page, "from"), "3");
    await work.type(field(page, "to"), "8");
    await work.date(field(page, "by"), today(90));
    await work.click(page.locator("main form.form:has([name=text]) button[type=submit]"));
    await page.getByText("Står på 3, skal til 8").first().waitFor();
  });
}

async function stepDown(page, child, placement, step, strategy) {
  await page.goto(placement);
  let loads = 0;
  page.on("request", (request) => request.isNavigationRequest() && /\/opfoelgning\//.test(request.url()) && (loads += 1));
  await counted(page, "Follow-up with a step down", { clicks: 15, fields: 11, pages: 3 }, async (work) => {
    await work.click(page.locator("main a[href*='/opfoelgning/']").first());
    await work.type(field(page, "child_voice"), "Jeg vil hjem.");
    await work.type(field(page, "family_voice"), "Mor er klar.");
    await work.type(field(page, "provider_status"), "Det går godt.");
    await work.tick(page.locator('main [name^="score-"][value="7"]'));
    await work.tick(field(page, "decision", "step-down"));
    await work.type(field(page, "reason"), "Målet er næsten nået.");
    await work.click(page.locator("main details:has([name=ended_on]) > summary").first());
    await work.date(field(page, "ended_on"), today(-1));
    await work.choose(field(page, "kind"), "family-treatment");
    await work.type(field(page, "purpose"), "Støtte hjemme.");
    await work.type(field(page, "why_not_lower"), "Der er brug for ugentlig hjælp.");
    await work.tick(field(page, "consent", "with"));
    await picture(page, strategy, "5-follow-up");
    await work.click(submit(page));
    await flash(page).waitFor();
  });
  assert.equal(loads, 2, "the page is loaded once and sent once");
  await page.goto(child.address);
  assert.match(await page.locator(".child-header .position").innerText(), new RegExp(`^Trin ${step}`), "the child stands a step lower");
  const record = await page.locator(".timeline").textContent();
  for (const words of ["Jeg vil hjem.", "Målet er næsten nået."]) assert.ok(record.includes(words), `${words} is not in the record:\n${record}`);
}

/** Refused while help runs, and it says which; goes through when the help has ended. */
async function close(page, child) {
  await action(page, "luk").evaluate((link) => (link.closest("details").open = true));
  await action(page, "luk").click();
  await field(page, "reason").fill("Familien klarer sig. Klasselæreren ved besked.");
  const before = await typedIn(page);
  await send(page);
  await page.locator("#errors").waitFor();
  assert.match((await faults(page)).join(), /Sagen kan ikke lukkes, før post \d+ er gjort færdig/);
  assert.deepEqual(await typedIn(page), before, "everything typed is still there");
  const [, waits] = (await faults(page)).join().match(/post (\d+)/);
  await page.goto(`${child.address}/indsats/${waits}/slut`);
  await field(page, "reason", "goals-reached").check();
  await send(page);
  await flash(page).waitFor();
  await page.goto(child.address);
  await counted(page, "Close the case", { clicks: 4, fields: 1, pages: 3 }, async (work) => {
    await work.click(page.locator("nav.actions summary"));
    await work.click(action(page, "luk"));
    await work.type(field(page, "reason"), "Familien klarer sig.");
    await work.click(submit(page));
    await flash(page).waitFor();
  });
  assert.match(await page.locator(".timeline").innerText(), /Sag(en)? lukket.*Familien klarer sig\./s);
}
