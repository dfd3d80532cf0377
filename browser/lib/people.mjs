// People who act on the pages, and what they do again and again: find a field, write a child in, look where one is.
import assert from "node:assert/strict";
import { newPage } from "./browser.mjs";
import { quietAndOwn } from "./checks.mjs";
import { signIn } from "./demo.mjs";
import { countWork, overBudget } from "./work.mjs";

/** The machine that runs the tests may be busy; a person would wait, too. */
export const PATIENCE = 30_000;

/** A member of staff, signed in at the entrance and standing in their first room. */
export async function person(browser, baseUrl, role, { which = 0, ...options } = {}) {
  const page = await newPage(browser, { baseUrl, ...options });
  page.setDefaultTimeout(PATIENCE);
  await signIn(page, role, which);
  return page;
}

/** Does `act` as a person and closes their browser, also when it fails; nothing on the way may be a script error or a stranger. */
export async function as(browser, baseUrl, role, options, act) {
  const page = await person(browser, baseUrl, role, options);
  try {
    const result = await act(page);
    // A form that comes back with faults answers 409 or 422, which the browser writes in its console.
    const faults = quietAndOwn(page, baseUrl).filter((fault) => !/status of (409|422)/.test(fault));
    assert.deepEqual(faults, [], "on the way");
    return result;
  } finally {
    await page.context().close();
  }
}

/** Everything counted, for the table at the end. */
export const ALL_WORK = [];

/** Does a task with the counter at hand, keeps what it came to, and holds it to its budget. */
export async function counted(page, task, budget, act) {
  const counter = countWork(page, task);
  await act(counter);
  const work = counter.done();
  ALL_WORK.push(work);
  assert.deepEqual(overBudget(work, budget), []);
  return work;
}

/** The field of this name; of a radio button or a box, the one with this value. */
export function field(page, name, value) {
  return page.locator(value === undefined ? `main [name="${name}"]` : `main [name="${name}"][value="${value}"]`);
}

/** The button that sends the form. */
export const submit = (page) => page.locator("main form.form button[type=submit]").last();

/** What the page says happened. */
export const flash = (page) => page.locator(".flash.done");

/** The faults at the top of a form that came back. */
export async function faults(page) {
  return page.locator("#errors li").allInnerTexts();
}

/** Everything in the form, as name and value in order, without what the form carries unseen. */
export async function typedIn(page) {
  return page.evaluate(() =>
    [...new FormData(document.querySelector("main form.form")).entries()].filter(([name]) => !["key", "set"].includes(name)).map(([name, value]) => [name, String(value).replaceAll("\r\n", "\n")]),
  );
}

/** Sends and waits for the page that answers. */
export async function send(page, button = submit(page)) {
  await button.click();
  await page.waitForLoadState("load");
}

/** Today as the pages' date fields want it. */
export const today = (days = 0) => new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Copenhagen" });

let children = 0;
/** A name no child of the invented municipality has. */
export function newName(first = "Flora") {
  children += 1;
  const letters = [...String(Date.now() % 10_000_000), children].join("").replaceAll(/\d/g, (digit) => "abdefgiklm"[digit]);
  return `${first} Prøve${letters}`;
}

/** A birth day few share, as people write it, so that a new child is not like one we know. */
export function newBirth() {
  const day = new Date(Date.UTC(2011, 0, 1) + Math.floor(Math.random() * 4000) * 86_400_000).toISOString().slice(0, 10);
  return day.split("-").reverse().join("-");
}

/** Fills in the notification about a new child, uncounted. */
export async function fillNotification(page, { name, born = newBirth(), concern = "Kommer sulten i skole og er trist.", notifier = "school" }) {
  await field(page, "name").fill(name);
  await field(page, "born").fill(born);
  await field(page, "notifier").selectOption(notifier);
  await field(page, "notifier_name").fill("Lone Lærer");
  await field(page, "concern").fill(concern);
  await field(page, "causes", "insufficient-care").check();
}

/** Fills in the 24-hour assessment and the screening, uncounted. */
export async function fillDecision(page, outcome = "assessment") {
  await field(page, "danger", "nej").check();
  await field(page, "acute_reason").fill("Set på skolen i dag; hjemme er der mad, og moren er til stede.");
  await field(page, "outcome", outcome).check();
  await field(page, "screening_reason").fill("Tredje bekymring i år; forholdene skal belyses.");
}

/** Writes a child in through the intake's page, decided at once, and stands on the child's page. Returns its address and name. */
export async function newChild(page, { outcome = "assessment", name = newName(), ...more } = {}) {
  await page.goto("/modtagelsen/ny");
  await fillNotification(page, { name, ...more });
  if (more.receivedAt) await field(page, "received_at").fill(more.receivedAt);
  await fillDecision(page, outcome);
  await send(page);
  // The invented municipality may have a child alike in one name and birth day.
  if ((await field(page, "barn", "ny").count()) > 0) {
    await field(page, "barn", "ny").check();
    await send(page);
  }
  await flash(page).waitFor();
  return { name, first: name.split(" ")[0], address: new URL(page.url()).pathname };
}
